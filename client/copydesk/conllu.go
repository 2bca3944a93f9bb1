package main

import (
	"fmt"
	"strings"
	"unicode"

	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
)

// conllu prints an article as CoNLL-U (universaldependencies.org/format.html):
// ten columns for each word, _ for what is not known, and a line for each token
// that several words share. The spans have to be in bytes.
func (p *printer) conllu(name string, answer *copydeskv1.AnalyzeResponse) {
	p.comment("newdoc id", name)
	for i, s := range answer.GetSentences() {
		tokens := tokensOf(answer, s)
		if startsParagraph(answer, i) {
			p.raw([]byte("# newpar\n"))
		}
		p.comment("sent_id", fmt.Sprintf("%s-%d", name, i+1))
		p.comment("text", spelled(answer, s, tokens))
		for n := 0; n < len(tokens); {
			end := n + sharing(tokens[n:])
			p.token(answer, s, n, end)
			n = end
		}
		p.newline()
	}
}

func (p *printer) comment(key, value string) {
	p.raw([]byte("# " + key + " = " + plain(value) + "\n"))
}

// token prints the words n to end of a sentence, which share one token.
func (p *printer) token(answer *copydeskv1.AnalyzeResponse, s *copydeskv1.Sentence, n, end int) {
	tokens := tokensOf(answer, s)
	misc := "_"
	if touchesNext(answer, int(s.GetFirstToken())+end-1) {
		misc = "SpaceAfter=No"
	}
	if end > n+1 {
		form := ""
		for _, t := range tokens[n:end] {
			form += plain(t.GetExcerpt().GetText())
		}
		p.columns(fmt.Sprintf("%d-%d", n+1, end), form, "", "", "", "", "", "", "", misc)
		misc = "_"
	}
	for ; n < end; n++ {
		t := tokens[n]
		p.columns(fmt.Sprint(n+1), t.GetExcerpt().GetText(), t.GetLemma(), t.GetUpos(), t.GetXpos(), t.GetFeatures(),
			headOf(t, s), t.GetRelation(), "", misc)
	}
}

// columns prints one line, with _ for what is empty.
func (p *printer) columns(all ...string) {
	for i, c := range all {
		if c = plain(c); c == "" {
			c = "_"
		}
		all[i] = c
	}
	p.raw([]byte(strings.Join(all, "\t") + "\n"))
}

// headOf gives the number of a token's head in its sentence: 0 for the root,
// nothing without a tree.
func headOf(t *copydeskv1.Token, s *copydeskv1.Sentence) string {
	switch {
	case t.Head != nil:
		return fmt.Sprint(t.GetHead() - s.GetFirstToken() + 1)
	case t.GetRelation() != "":
		return "0"
	}
	return ""
}

// sharing gives how many words, from the first on, share a token: "do" and
// "n't", "Brisk" and "'s". Universal Dependencies writes such words as a
// multiword token, and punctuation and figures that touch a word as tokens of
// their own.
func sharing(tokens []*copydeskv1.Token) int {
	n := 1
	for n < len(tokens) && wordlike(tokens[n-1]) && wordlike(tokens[n]) && touch(tokens[n-1], tokens[n]) {
		n++
	}
	return n
}

// wordlike reports whether a token is a word or a clitic by its look.
func wordlike(t *copydeskv1.Token) bool {
	for _, r := range strings.TrimLeft(t.GetExcerpt().GetText(), "'’") {
		return unicode.IsLetter(r)
	}
	return false
}

// spelled gives the words of a sentence as they are parted in the text.
func spelled(answer *copydeskv1.AnalyzeResponse, s *copydeskv1.Sentence, tokens []*copydeskv1.Token) string {
	var b strings.Builder
	for n, t := range tokens {
		b.WriteString(plain(t.GetExcerpt().GetText()))
		if n < len(tokens)-1 && !touchesNext(answer, int(s.GetFirstToken())+n) {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// tokensOf gives the tokens of a sentence.
func tokensOf(answer *copydeskv1.AnalyzeResponse, s *copydeskv1.Sentence) []*copydeskv1.Token {
	all := answer.GetTokens()
	first := min(int(s.GetFirstToken()), len(all))
	return all[first:min(first+int(s.GetTokenCount()), len(all))]
}

// startsParagraph reports whether a line ends between a sentence and the one
// before.
func startsParagraph(answer *copydeskv1.AnalyzeResponse, i int) bool {
	if i == 0 {
		return true
	}
	before, here := answer.GetSentences()[i-1].GetExcerpt().GetClean(), answer.GetSentences()[i].GetExcerpt().GetClean()
	from, to := before.GetEnd(), here.GetStart()
	return 0 <= from && from <= to && to <= int64(len(answer.GetText())) && strings.Contains(answer.GetText()[from:to], "\n")
}

// touchesNext reports whether nothing stands between a token and the next.
func touchesNext(answer *copydeskv1.AnalyzeResponse, i int) bool {
	all := answer.GetTokens()
	return i+1 < len(all) && touch(all[i], all[i+1])
}

// touch reports whether nothing stands between two tokens.
func touch(a, b *copydeskv1.Token) bool {
	return a.GetExcerpt().GetClean().GetEnd() == b.GetExcerpt().GetClean().GetStart()
}
