package neural

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The kinds of feature of a form, each the first byte of its key.
const (
	wordKey   = 'w' // the normal form
	formKey   = 'f' // the form as it stands, where it is not the normal one
	suffixKey = '1' // and '2' to '4': the last runes of the normal form
	prefixKey = 'b' // and 'c': the first two and three runes
	shapeKey  = 's'
)

const (
	longestSuffix   = 4
	shortestPrefix  = 2
	longestPrefix   = 3
	longestShape    = 10 // classes; what is longer is told from nothing else
	longestFormByte = 64 // bytes of a form that are looked at; longer words are addresses and garbage
)

// Keys calls yield with the key of each feature of a form: that of its normal
// form first, that of the form itself second, if it is another. The key is
// only good until yield returns.
func Keys(form string, yield func(key []byte)) {
	form = cut(form)
	normal := Normal(form)
	var buffer [2 + 4*longestFormByte]byte
	emit := func(kind byte, s string) {
		yield(append(append(buffer[:0], kind), s...))
	}
	emit(wordKey, normal)
	if form != normal {
		emit(formKey, form)
	}
	emit(shapeKey, shape(form))
	end := len(normal)
	for n := range longestSuffix {
		if end == 0 {
			break
		}
		_, size := utf8.DecodeLastRuneInString(normal[:end])
		end -= size
		emit(suffixKey+byte(n), normal[end:])
	}
	start := 0
	for n := 1; n <= longestPrefix && start < len(normal); n++ {
		_, size := utf8.DecodeRuneInString(normal[start:])
		start += size
		if n >= shortestPrefix {
			emit(prefixKey+byte(n-shortestPrefix), normal[:start])
		}
	}
}

// cut gives the beginning of a form that is too long to be a word.
func cut(form string) string {
	if len(form) <= longestFormByte {
		return form
	}
	n := longestFormByte
	for n > 0 && !utf8.RuneStart(form[n]) {
		n--
	}
	return form[:n]
}

// Normal gives the form that a word is looked up by: in lower case, with
// straight quotation marks, and 0 for every figure.
func Normal(form string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '‘' || r == '’':
			return '\''
		case r == '“' || r == '”':
			return '"'
		case unicode.IsDigit(r):
			return '0'
		}
		return unicode.ToLower(r)
	}, form)
}

// shape gives the classes of a form's runes, three of a kind like two: "Xxx"
// for "Lisbon", "dd.d" for "12.5".
func shape(form string) string {
	var b [longestShape]byte
	n := 0
	for _, r := range form {
		c := class(r)
		if n >= 2 && b[n-1] == c && b[n-2] == c {
			continue
		}
		if n == len(b) {
			break
		}
		b[n] = c
		n++
	}
	return string(b[:n])
}

func class(r rune) byte {
	switch {
	case unicode.IsUpper(r):
		return 'X'
	case unicode.IsLetter(r):
		return 'x'
	case unicode.IsDigit(r):
		return 'd'
	case r < utf8.RuneSelf:
		return byte(r)
	}
	return 'o'
}
