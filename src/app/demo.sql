-- SPDX-License-Identifier: EUPL-1.2

-- query demo_people many
-- scope none it furnishes an empty house with invented people
-- in organisation int
-- The people of one organisation in the order of its file.
SELECT p.id, p.email, e.external_number
FROM employment e JOIN person p ON p.id = e.person_id
WHERE e.organisation_id = :organisation
ORDER BY e.id;

-- query demo_agree change
-- in organisation int, today day, shares flag
-- What a partner agreed on the data of its people.
INSERT INTO data_agreement (organisation_id, from_day, shares_attendance, keep_months)
VALUES (:organisation, :today, :shares, 24);
