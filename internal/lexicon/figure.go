package lexicon

import (
	"strconv"
	"strings"
)

// ReadFigure reads a number in figures, with commas between the thousands or
// without, or with a comma where most of the world has it: "1,200.5", "1,5".
func ReadFigure(s string) (float64, bool) {
	const longest = 32 // bytes: more is a serial number
	if s == "" || len(s) > longest || strings.Trim(s, "0123456789,.") != "" || s[0] == ',' || s[len(s)-1] == ',' {
		return 0, false
	}
	whole, decimals, comma := strings.Cut(s, ",")
	if comma && len(decimals) <= 2 && strings.Trim(decimals, "0123456789") == "" && strings.Trim(whole, "0123456789") == "" {
		s = whole + "." + decimals
	}
	whole, _, _ = strings.Cut(s, ".")
	for i, group := range strings.Split(whole, ",") {
		if len(group) != 3 && !indian(whole) && i > 0 {
			return 0, false
		}
	}
	if len(whole) > 1 && whole[0] == '0' {
		return 0, false
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
	return v, err == nil
}

// indian reports whether commas part a figure as in South Asia: "12,34,567".
func indian(whole string) bool {
	groups := strings.Split(whole, ",")
	for i, group := range groups {
		if last := i == len(groups)-1; last && len(group) != 3 || !last && i > 0 && len(group) != 2 {
			return false
		}
	}
	return len(groups) > 2 && len(groups[0]) <= 2
}
