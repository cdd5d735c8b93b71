-- SPDX-License-Identifier: EUPL-1.2
-- Rooms of sessions that stood there before rooms were compared: their names without accents, as they
-- are written since. Latin letters up to U+017F; a blank that does not break counts as one.
UPDATE session SET place_fold = replace(replace(replace(place_fold, ' ', ''), '	', ''), ' ', '') WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(replace(place_fold, 'À', 'a'), 'Á', 'a'), 'Â', 'a'), 'Ã', 'a'), 'Ä', 'a')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(replace(place_fold, 'Å', 'a'), 'à', 'a'), 'á', 'a'), 'â', 'a'), 'ã', 'a')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(replace(place_fold, 'ä', 'a'), 'å', 'a'), 'Ā', 'a'), 'ā', 'a'), 'Ă', 'a')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(place_fold, 'ă', 'a'), 'Ą', 'a'), 'ą', 'a')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(place_fold, 'Æ', 'ae'), 'æ', 'ae')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(replace(place_fold, 'Ç', 'c'), 'ç', 'c'), 'Ć', 'c'), 'ć', 'c'), 'Ĉ', 'c')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(replace(place_fold, 'ĉ', 'c'), 'Ċ', 'c'), 'ċ', 'c'), 'Č', 'c'), 'č', 'c')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(replace(place_fold, 'È', 'e'), 'É', 'e'), 'Ê', 'e'), 'Ë', 'e'), 'è', 'e')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(replace(place_fold, 'é', 'e'), 'ê', 'e'), 'ë', 'e'), 'Ē', 'e'), 'ē', 'e')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(replace(place_fold, 'Ĕ', 'e'), 'ĕ', 'e'), 'Ė', 'e'), 'ė', 'e'), 'Ę', 'e')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(place_fold, 'ę', 'e'), 'Ě', 'e'), 'ě', 'e')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(replace(place_fold, 'Ì', 'i'), 'Í', 'i'), 'Î', 'i'), 'Ï', 'i'), 'ì', 'i')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(replace(place_fold, 'í', 'i'), 'î', 'i'), 'ï', 'i'), 'Ĩ', 'i'), 'ĩ', 'i')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(replace(place_fold, 'Ī', 'i'), 'ī', 'i'), 'Ĭ', 'i'), 'ĭ', 'i'), 'Į', 'i')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(place_fold, 'į', 'i'), 'İ', 'i'), 'ı', 'i')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(replace(place_fold, 'Ð', 'd'), 'ð', 'd'), 'Ď', 'd'), 'ď', 'd'), 'Đ', 'd')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(place_fold, 'đ', 'd')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(replace(place_fold, 'Ñ', 'n'), 'ñ', 'n'), 'Ń', 'n'), 'ń', 'n'), 'Ņ', 'n')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(replace(place_fold, 'ņ', 'n'), 'Ň', 'n'), 'ň', 'n'), 'ŉ', 'n'), 'Ŋ', 'n')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(place_fold, 'ŋ', 'n')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(replace(place_fold, 'Ò', 'o'), 'Ó', 'o'), 'Ô', 'o'), 'Õ', 'o'), 'Ö', 'o')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(replace(place_fold, 'Ø', 'o'), 'ò', 'o'), 'ó', 'o'), 'ô', 'o'), 'õ', 'o')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(replace(place_fold, 'ö', 'o'), 'ø', 'o'), 'Ō', 'o'), 'ō', 'o'), 'Ŏ', 'o')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(place_fold, 'ŏ', 'o'), 'Ő', 'o'), 'ő', 'o')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(replace(place_fold, 'Ù', 'u'), 'Ú', 'u'), 'Û', 'u'), 'Ü', 'u'), 'ù', 'u')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(replace(place_fold, 'ú', 'u'), 'û', 'u'), 'ü', 'u'), 'Ũ', 'u'), 'ũ', 'u')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(replace(place_fold, 'Ū', 'u'), 'ū', 'u'), 'Ŭ', 'u'), 'ŭ', 'u'), 'Ů', 'u')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(replace(place_fold, 'ů', 'u'), 'Ű', 'u'), 'ű', 'u'), 'Ų', 'u'), 'ų', 'u')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(replace(place_fold, 'Ý', 'y'), 'ý', 'y'), 'ÿ', 'y'), 'Ŷ', 'y'), 'ŷ', 'y')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(place_fold, 'Ÿ', 'y')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(place_fold, 'Þ', 'th'), 'þ', 'th')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(place_fold, 'ß', 'ss')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(replace(place_fold, 'Ĝ', 'g'), 'ĝ', 'g'), 'Ğ', 'g'), 'ğ', 'g'), 'Ġ', 'g')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(place_fold, 'ġ', 'g'), 'Ģ', 'g'), 'ģ', 'g')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(place_fold, 'Ĥ', 'h'), 'ĥ', 'h'), 'Ħ', 'h'), 'ħ', 'h')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(place_fold, 'Ĳ', 'ij'), 'ĳ', 'ij')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(place_fold, 'Ĵ', 'j'), 'ĵ', 'j')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(place_fold, 'Ķ', 'k'), 'ķ', 'k'), 'ĸ', 'k')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(replace(place_fold, 'Ĺ', 'l'), 'ĺ', 'l'), 'Ļ', 'l'), 'ļ', 'l'), 'Ľ', 'l')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(replace(place_fold, 'ľ', 'l'), 'Ŀ', 'l'), 'ŀ', 'l'), 'Ł', 'l'), 'ł', 'l')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(place_fold, 'Œ', 'oe'), 'œ', 'oe')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(replace(place_fold, 'Ŕ', 'r'), 'ŕ', 'r'), 'Ŗ', 'r'), 'ŗ', 'r'), 'Ř', 'r')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(place_fold, 'ř', 'r')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(replace(place_fold, 'Ś', 's'), 'ś', 's'), 'Ŝ', 's'), 'ŝ', 's'), 'Ş', 's')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(place_fold, 'ş', 's'), 'Š', 's'), 'š', 's'), 'ſ', 's')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(replace(place_fold, 'Ţ', 't'), 'ţ', 't'), 'Ť', 't'), 'ť', 't'), 'Ŧ', 't')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(place_fold, 'ŧ', 't')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(place_fold, 'Ŵ', 'w'), 'ŵ', 'w')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(replace(replace(replace(replace(place_fold, 'Ź', 'z'), 'ź', 'z'), 'Ż', 'z'), 'ż', 'z'), 'Ž', 'z')
WHERE place_fold IS NOT NULL;
UPDATE session SET place_fold = replace(place_fold, 'ž', 'z')
WHERE place_fold IS NOT NULL;
