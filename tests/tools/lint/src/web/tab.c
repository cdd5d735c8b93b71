// expect 2: a tab, or a space at the end
//	x
