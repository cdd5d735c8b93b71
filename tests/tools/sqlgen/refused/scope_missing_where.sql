-- expect 2: reads person.rating of class 3: it needs a scope line
-- query scope_missing_where_all many
SELECT t.id FROM team t
WHERE EXISTS (SELECT 1 FROM team_member m JOIN person p ON p.id = m.person_id
              WHERE m.team_id = t.id AND p.rating > 2000);
