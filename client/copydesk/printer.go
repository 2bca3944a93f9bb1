package main

import (
	"bufio"
	"errors"
	"io"
	"os"
	"strings"
	"syscall"

	"github.com/mattn/go-runewidth"
	"golang.org/x/term"
)

// maxWidth is the longest line that wrapped text gets, however wide the
// terminal: beyond it eyes lose the line (Bringhurst gives 45 to 75 characters
// as good, and more for reference).
const maxWidth = 96

// pipeWidth stands for a terminal's width where there is none, for rules and
// columns. Paragraphs are not wrapped then.
const pipeWidth = 80

// style is how words are set off on a terminal that takes it: the parameters of
// ECMA-48's SGR.
type style string

const (
	normal style = ""
	bold   style = "1"
	dim    style = "2"
	green  style = "1;32"
	yellow style = "1;33"
	red    style = "1;31"
	blue   style = "1;34"
)

// part is a stretch of words in one style. The words may come from anywhere:
// the printer makes them plain.
type part struct {
	words string
	style style
}

// printer writes text to be read. Everything that goes through its methods is
// made fit for a terminal; only raw is written as it is.
type printer struct {
	w        *bufio.Writer
	terminal bool
	width    int // of the terminal, in columns; 0: not a terminal
	color    *choice
	cells    *runewidth.Condition
	style    style // that the terminal is in
}

// newPrinter looks at what it writes to. The choice of colour is made later,
// when the flags are read.
func newPrinter(out io.Writer, color *choice) *printer {
	p := &printer{w: bufio.NewWriter(out), color: color, cells: &runewidth.Condition{StrictEmojiNeutral: true}}
	if p.terminal = isTerminal(out); p.terminal {
		p.width = pipeWidth
		if width, _, err := term.GetSize(int(out.(*os.File).Fd())); err == nil && width > 0 {
			p.width = width
		}
	}
	return p
}

// isTerminal reports whether a reader or writer is a terminal.
func isTerminal(stream any) bool {
	file, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// colored reports whether styles are shown (see no-color.org for the variable).
func (p *printer) colored() bool {
	if p.color.value == "auto" {
		return p.terminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	}
	return p.color.value == "always"
}

// flush writes what is left. Whoever closed the pipe has enough: syscall.EPIPE.
func (p *printer) flush() error {
	err := p.w.Flush()
	if err == nil || errors.Is(err, syscall.EPIPE) {
		return err
	}
	return fileError(err)
}

// raw writes what a program is to read.
func (p *printer) raw(b []byte) { p.w.Write(b) }

// newline ends a line; after another it leaves one empty.
func (p *printer) newline() {
	p.reset()
	p.w.WriteByte('\n')
}

// block writes lines as they are.
func (p *printer) block(indent, lines string) {
	for line := range strings.SplitSeq(plainLines(lines), "\n") {
		p.w.WriteString(strings.TrimRight(indent+line, " ") + "\n")
	}
}

// rule writes a line across the page with a name in it.
func (p *printer) rule(name string) {
	name = plain(name)
	p.row(part{"── ", dim}, part{name, bold}, part{" " + strings.Repeat("─", max(3, p.measure()-p.cells.StringWidth(name)-4)), dim})
}

// measure is how long a line may be.
func (p *printer) measure() int {
	if p.terminal {
		return min(p.width, maxWidth)
	}
	return pipeWidth
}

// para writes the parts as one paragraph, wrapped on a terminal. The first line
// begins with first, the others with as many columns of rest.
func (p *printer) para(first, rest string, parts ...part) {
	words := p.words(parts)
	p.w.WriteString(first)
	column := p.cells.StringWidth(first)
	begun := false
	for i := 0; i < len(words); {
		n, width := p.unbroken(words[i:])
		if gap := begun && words[i].space; gap && p.terminal && column+1+width > p.measure() {
			p.newline()
			p.w.WriteString(rest)
			column, words[i].space = p.cells.StringWidth(rest), false
		} else if gap {
			column++
		} else {
			words[i].space = false
		}
		for _, w := range words[i : i+n] {
			p.put(w)
		}
		column, begun, i = column+width, true, i+n
	}
	p.newline()
}

// word is one word in its style.
type word struct {
	text  string
	style style
	space bool // a space stands before it
}

// words parts the parts at white space.
func (p *printer) words(parts []part) []word {
	var all []word
	space := false
	for _, piece := range parts {
		text := strings.Map(visible, piece.words)
		space = space || strings.HasPrefix(text, " ")
		for _, w := range strings.Fields(text) {
			all = append(all, word{w, piece.style, space && len(all) > 0})
			space = true
		}
		space = strings.HasSuffix(text, " ")
	}
	return all
}

// unbroken gives how many words stand together without a space, and how wide
// they are.
func (p *printer) unbroken(words []word) (n, width int) {
	for n < len(words) && (n == 0 || !words[n].space) {
		width += p.cells.StringWidth(words[n].text)
		n++
	}
	return n, width
}

// put writes a word, and changes the style where it is another.
func (p *printer) put(w word) {
	if w.style != p.style {
		p.reset()
	}
	if w.space {
		p.w.WriteByte(' ')
	}
	if w.style != p.style && p.colored() {
		p.w.WriteString("\x1b[" + string(w.style) + "m")
		p.style = w.style
	}
	p.w.WriteString(w.text)
}

// reset goes back to the normal style.
func (p *printer) reset() {
	if p.style != normal {
		p.w.WriteString("\x1b[0m")
		p.style = normal
	}
}

// row writes one line of columns that fit has cut and filled.
func (p *printer) row(cells ...part) {
	for i, cell := range cells {
		text := strings.Map(visible, cell.words)
		if i == len(cells)-1 {
			text = strings.TrimRight(text, " ")
		}
		p.put(word{text: text, style: cell.style})
	}
	p.newline()
}

// fit cuts a plain text to so many columns, with an ellipsis if it was longer,
// and fills it up with spaces.
func (p *printer) fit(s string, columns int) string {
	return p.cells.FillRight(p.cells.Truncate(plain(s), columns, "…"), columns)
}
