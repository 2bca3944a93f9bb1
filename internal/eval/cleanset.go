package eval

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

// CleanPage is one page of a set for Clean, with what a reader would keep.
type CleanPage struct {
	ID      string
	URL     string // empty: unknown
	HTML    string // decoded already, whatever charset it says it is in
	Flat    string // a careless dump of the whole page's text
	FlatMid string // a dump of the element that holds the article

	Gold   string // the body
	Title  string
	Author Bylines
	Date   string // EDTF, mostly a day; empty: none
}

// ReadCleanSet reads a set for Clean by its name. The error is one of a set that
// is not there or cannot be read.
func ReadCleanSet(sets fs.FS, name string) ([]CleanPage, error) {
	return readJSONLines[CleanPage](sets, "clean/"+name+".jsonl.gz")
}

// English reports whether the body is in English: whether "the", "of", "and"
// and "to" make up a twentieth of its words. They do in all English bodies of
// news-dev and in no others there, while four pages in other languages say that
// they are in English, and two English ones say nothing.
func (p *CleanPage) English() bool {
	list, n := words(p.Gold), 0
	for _, w := range list {
		switch w {
		case "the", "of", "and", "to":
			n++
		}
	}
	return 20*n >= len(list)
}

// SameTitle compares titles after [plain].
func SameTitle(got, want string) bool { return plain(got) == plain(want) }

// SameDate compares dates to the day, or as exactly as the wanted one is known.
// Got may have a time behind it, which is not compared.
func SameDate(got, want string) bool {
	g, _ := doc.ParseDate(got)
	w, _ := doc.ParseDate(want)
	if w.Day == 0 {
		g.Day = 0
	}
	if w.Month == 0 {
		g.Month = 0
	}
	return g == w
}

// plain gives s in NFC, with white space folded, invisible characters (soft
// hyphens and the like) left out, and all quotation marks straight: what two
// careful annotators may write differently.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		if text.Invisible(r) {
			return -1
		}
		return r
	}, norm.NFC.String(s))
	return strings.Join(strings.Fields(straight.Replace(s)), " ")
}

var straight = strings.NewReplacer(
	"‘", "'", "’", "'", "‚", "'", "‛", "'", "′", "'", "`", "'",
	"“", `"`, "”", `"`, "„", `"`, "‟", `"`, "″", `"`, "«", `"`, "»", `"`,
)

// Bylines holds the ways in which an annotated byline may be read as a set of
// names; none where it names nobody. A list has one reading. A string has as
// many as differ of these:
//
//   - one name, as it stands ("Center for Drug Evaluation and Research");
//   - the names between commas, semicolons, "&", "and" ("Moses Kim and Kate
//     Shokurova");
//   - the same without what is no name but a degree: a part without a small
//     letter or with a full stop at its end ("Dylan Bailey, MS, RD, FAND",
//     "Genevieve Carlton, Ph.D.").
type Bylines [][]string

// UnmarshalJSON reads a string, a list of strings, or null.
func (b *Bylines) UnmarshalJSON(data []byte) error {
	var list []string
	if err := json.Unmarshal(data, &list); err == nil {
		*b = nil
		if len(list) > 0 {
			*b = Bylines{list}
		}
		return nil
	}
	var line string
	if err := json.Unmarshal(data, &line); err != nil {
		return fmt.Errorf("an author is neither a string nor a list: %w", err)
	}
	*b = ReadByline(line)
	return nil
}

var nameBreaks = strings.NewReplacer(",", "\n", ";", "\n", " & ", "\n", " and ", "\n")

// ReadByline gives what a byline in one line may mean: one name; one at each comma
// and "and"; and these without titles behind a name ("Ann Orr, PhD"). An empty
// line names nobody.
func ReadByline(line string) Bylines {
	if strings.TrimSpace(line) == "" {
		return nil
	}
	var parts, names []string
	for part := range strings.SplitSeq(nameBreaks.Replace(line), "\n") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		parts = append(parts, part)
		if len(names) == 0 || part != strings.ToUpper(part) && !strings.HasSuffix(part, ".") {
			names = append(names, part)
		}
	}
	readings := Bylines{{line}}
	if len(parts) > 1 {
		readings = append(readings, parts)
	}
	if len(names) < len(parts) {
		readings = append(readings, names)
	}
	return readings
}

// Match reports whether the authors are, as a set and whatever their case, one
// of the readings; none if there is no reading.
func (b Bylines) Match(authors []string) bool {
	if len(b) == 0 {
		return len(authors) == 0
	}
	for _, names := range b {
		if sameSet(names, authors) {
			return true
		}
	}
	return false
}

func sameSet(a, b []string) bool {
	x, y := nameSet(a), nameSet(b)
	for name := range x {
		if !y[name] {
			return false
		}
	}
	return len(x) == len(y)
}

func nameSet(names []string) map[string]bool {
	set := map[string]bool{}
	for _, name := range names {
		set[strings.ToLower(plain(name))] = true
	}
	return set
}
