-- SPDX-License-Identifier: EUPL-1.2
-- Plans: asked, solved by the worker, confirmed by a person.

-- query plan_add one
-- in job int, cohort int, engine text, grouping text, now instant
INSERT INTO plan (job_id, kind, cohort_id, engine_version, grouping_kind, at)
VALUES (:job, 'rotation', :cohort, :engine, :grouping, :now)
RETURNING id;

-- query plan_cohort one
-- scope plan
-- Whose plan it is.
SELECT cohort_id FROM plan WHERE id = :scope;

-- query plan_marks one
-- scope cohort
-- in grouping text
-- out newest int?, in_use int?
-- The plan for this kind of groups that was asked last, and the one that was confirmed last.
SELECT (SELECT max(p.id) FROM plan p
        WHERE p.cohort_id = :scope AND p.kind = 'rotation' AND p.grouping_kind = :grouping) AS newest,
    (SELECT p.id FROM plan p
        JOIN decision d ON d.kind = 'plan' AND d.subject_id = p.id
        WHERE p.cohort_id = :scope AND p.kind = 'rotation' AND p.grouping_kind = :grouping
          AND d.outcome = 'confirmed' AND d.replaced_by IS NULL
        ORDER BY d.id DESC LIMIT 1) AS in_use;

-- query plan_get one
-- scope cohort
-- in plan int
-- out baseline_mean real, n_people int, n_groups int, n_rounds int
-- A plan of this cohort with the state of its job.
SELECT p.id, p.cohort_id, p.job_id, p.grouping_kind, p.objective, p.bound, p.possible, p.repeats,
    coalesce(p.baseline_mean, 0.0) AS baseline_mean, p.baseline_min, p.baseline_max, p.cpu_ms,
    p.engine_version, p.conflicts, j.state, j.input, j.progress, j.note, j.seed, j.effort, j.ended_at,
    (SELECT CAST(count(DISTINCT r.person_id) AS INTEGER) FROM plan_row r WHERE r.plan_id = p.id) AS n_people,
    (SELECT CAST(coalesce(max(r.group_number), 0) AS INTEGER) FROM plan_row r WHERE r.plan_id = p.id) AS n_groups,
    (SELECT CAST(coalesce(max(r.round), 0) AS INTEGER) FROM plan_row r WHERE r.plan_id = p.id) AS n_rounds
FROM plan p JOIN job j ON j.id = p.job_id
WHERE p.id = :plan AND p.cohort_id = :scope AND p.kind = 'rotation';

-- query plan_places many
-- scope cohort
-- in plan int, today day
-- out letter text?
-- Who is where in a plan, person by person.
SELECT r.person_id, r.round, r.group_number, p.name, o.letter
FROM plan_row r
JOIN plan t ON t.id = r.plan_id AND t.cohort_id = :scope
JOIN person p ON p.id = r.person_id
LEFT JOIN membership b ON b.id = (
    SELECT min(x.id) FROM membership x
    WHERE x.person_id = p.id AND (x.until_day IS NULL OR x.until_day >= :today))
LEFT JOIN organisation o ON o.id = b.organisation_id
WHERE r.plan_id = :plan
ORDER BY p.sort_name, p.id, r.round;

-- query plan_of_job one
-- in job int
SELECT id FROM plan WHERE job_id = :job;

-- query plan_rows_clear change
-- in plan int
-- A job that was put back runs again.
DELETE FROM plan_row WHERE plan_id = :plan;

-- query plan_row_add change
-- in plan int, person int, round int, group_number int
INSERT INTO plan_row (plan_id, person_id, round, group_number)
VALUES (:plan, :person, :round, :group_number);

-- query plan_solved change
-- in plan int, objective int?, bound int?, possible int?, repeats int?, baseline_mean real, baseline_min int?, baseline_max int?, cpu_ms int, conflicts text?
UPDATE plan
SET objective = :objective, bound = :bound, possible = :possible, repeats = :repeats, baseline_mean = :baseline_mean,
    baseline_min = :baseline_min, baseline_max = :baseline_max, cpu_ms = :cpu_ms, conflicts = :conflicts
WHERE id = :plan;
