-- SPDX-License-Identifier: EUPL-1.2
-- Indexes from which long lists and counts are answered without reading the rows themselves.

CREATE INDEX membership_now ON membership (organisation_id, person_id, until_day);
CREATE INDEX enrolment_now ON enrolment (session_id, ended_at, person_id);
DROP INDEX enrolment_expected; -- its beginning
