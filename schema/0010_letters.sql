-- SPDX-License-Identifier: EUPL-1.2
-- One letter asks a manager about everybody who waits for a decision: the links of one letter share the
-- secret that it carries. A link made before has its own alone.
ALTER TABLE consent_link ADD COLUMN letter_hash BLOB; -- 1 access; 1
CREATE INDEX consent_link_letter ON consent_link (letter_hash);
CREATE INDEX consent_link_person ON consent_link (person_id);
