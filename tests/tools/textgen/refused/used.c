// 
// The code that the refused texts are used in: it names "a" and no other text.
struct str text = text_a(arena, lang);
