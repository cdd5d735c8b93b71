-- expect 3: group_concat is not used
-- query text_group_concat_all many
SELECT group_concat(name) AS names FROM team;
