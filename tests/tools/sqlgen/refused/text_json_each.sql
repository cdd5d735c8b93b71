-- expect 3: json_each is not used
-- query text_json_each_all many
SELECT id FROM team, json_each('[1]');
