package lexicon

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

// columns says what the second to fourth fields of a table of [Lexicon] may be: the names
// listed, "number" or "words"; "empty" where a field may be left out.
var columns = map[string][3][]string{
	"abbreviations.tsv": {names(abbreviations)},
	"actions.tsv":       {{"words", "empty"}, {"noun", "verb"}},
	"affixes.tsv":       {names(affixes)},
	"bounds.tsv":        {names(bounds), {"after", "empty"}},
	"calendar.tsv":      {names(calendarKinds), {"words"}, {"number", "empty"}},
	"capitals.tsv":      {{"words"}},
	"clitics.tsv":       {},
	"contractions.tsv":  {{"words"}},
	"cuephrases.tsv":    {names(cueKinds)},
	"cues.tsv":          {names(cueKinds), append(names(frames), "empty"), {"words"}},
	"currencies.tsv":    {{"words"}, {"number", "empty"}, {"before", "code", "capitals", "empty"}},
	"demonyms.tsv":      {},
	"domains.tsv":       {},
	"function.tsv":      {names(classes)},
	"futures.tsv":       {},
	"givennames.tsv":    {{"f", "m", "empty"}},
	"hedges.tsv":        {},
	"identifiers.tsv":   {},
	"namesakes.tsv":     {names(namesakes)},
	"namewords.tsv":     {},
	"negations.tsv":     {},
	"numbers.tsv":       {names(numberKinds), {"number"}},
	"ordinals.tsv":      {{"number"}, {"end", "here", "empty"}},
	"organisations.tsv": {names(organisationWords)},
	"particles.tsv":     {},
	"places.tsv":        {{"words", "empty"}, {"capitals", "empty"}},
	"placewords.tsv":    {},
	"pronouns.tsv":      {{"f", "m"}},
	"rates.tsv":         {{"words"}},
	"sources.tsv":       {names(sourceKinds), {"f", "m", "empty"}},
	"surnames.tsv":      {},
	"timewords.tsv":     {{"day", "TMO", "TAF", "TEV", "TNI", "PRESENT_REF", "PAST_REF", "FUTURE_REF"}, {"number", "empty"}},
	"titles.tsv":        {{"f", "m", "empty"}, {"weak", "empty"}},
	"units.tsv":         {{"words"}, {"number", "empty"}},
	"verbs.tsv":         {names(tenses)},
}

func names[T any](m map[string]T) []string {
	var list []string
	for name := range m {
		list = append(list, name)
	}
	return list
}

// The reader is total, so what a table must look like is said here.
func TestTables(t *testing.T) {
	entries, err := files.ReadDir(".")
	if err != nil || len(entries) < len(columns) {
		t.Fatalf("%d tables, want %d or more (%v)", len(entries), len(columns), err)
	}
	for _, e := range entries {
		want, known := columns[e.Name()]
		data, _ := files.ReadFile(e.Name())
		if !strings.HasPrefix(string(data), "# ") {
			t.Errorf("%s does not say what it is", e.Name())
		}
		seen := map[string]bool{}
		for f := range rows(e.Name()) {
			if f[0] == "" || f[0] != Key(f[0]) || f[0] != strings.Join(strings.Fields(f[0]), " ") {
				t.Errorf("%s: %q is no key", e.Name(), f[0])
			}
			if seen[f[0]] {
				t.Errorf("%s: %q stands there twice", e.Name(), f[0])
			}
			seen[f[0]] = true
			for i, allowed := range want {
				if known && !fits(f[i+1], allowed) {
					t.Errorf("%s: %q has %q in field %d, want one of %q", e.Name(), f[0], f[i+1], i+2, allowed)
				}
			}
		}
	}
}

func fits(field string, allowed []string) bool {
	switch {
	case field == "":
		return len(allowed) == 0 || slices.Contains(allowed, "empty")
	case slices.Contains(allowed, "words"):
		return true
	case slices.Contains(allowed, "number"):
		return !math.IsNaN(number(field)) && strings.Trim(field, "-0123456789./") == ""
	}
	return slices.Contains(allowed, field) || !slices.ContainsFunc(strings.Fields(field), func(word string) bool { return !slices.Contains(allowed, word) })
}

func TestMatchTakesTheLongest(t *testing.T) {
	for phrase, want := range map[string]int{
		"no more than 20":      3,
		"more than 20":         2,
		"about":                1,
		"about another 20":     2,
		"more":                 0,
		"":                     0,
		"moreover":             0,
		"an estimated":         2,
		"no more people than":  0,
		"up to":                2,
		"up":                   0,
		"as many as 3 as many": 3,
	} {
		if _, n := English().Bounds.Match(strings.Fields(phrase)); n != want {
			t.Errorf("%q: %d words, want %d", phrase, n, want)
		}
	}
}

func TestCues(t *testing.T) {
	for word, want := range map[string]Cue{
		"said":    {"say", Say, Clause | Infinitive, PastForm},
		"say":     {"say", Say, Clause | Infinitive, Base},
		"denies":  {"deny", Deny, Clause | Infinitive | NounPhrase, Third},
		"written": {"write", Say, Finite, Participle},
		"citing":  {"cite", Cite, NounPhrase, Gerund},
	} {
		if got, ok := English().Cues.Word(word); !ok || got != want {
			t.Errorf("%q is %+v, want %+v", word, got, want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for word, want := range map[string]Number{
		"twelve":  {Unity, 12},
		"seventy": {Ten, 70},
		"bn":      {Short, 1e9},
		"dozen":   {Group, 12},
		"thirds":  {Fraction, 1. / 3},
	} {
		if got, ok := English().Numbers.Word(word); !ok || got != want {
			t.Errorf("%q is %+v, want %+v", word, got, want)
		}
	}
	if u, _ := English().Currencies.Word("€"); u != (Unit{"EUR", 1, Ahead, false}) {
		t.Errorf("€ is %+v", u)
	}
}

func TestReadNumber(t *testing.T) {
	for words, want := range map[string]struct {
		value float64
		n     int
	}{
		"1,200.5 people":                     {1200.5, 1},
		"3.2 million euros":                  {3.2e6, 2},
		"twenty - five years":                {25, 3},
		"twenty five":                        {25, 2},
		"two hundred and fifty thousand men": {250000, 5},
		"a hundred and six":                  {106, 4},
		"two dozen":                          {24, 2},
		"half a million":                     {500000, 3},
		"one and a half million":             {1.5e6, 5},
		"two and a half years":               {2.5, 4},
		"a million and a half":               {1.5e6, 5},
		"one thousand two hundred":           {1200, 4},
		"three million and some":             {3e6, 2},
		"a dam":                              {0, 0},
		"half a day":                         {0, 0},
		"10th":                               {0, 0},
		"1.2.3":                              {0, 0},
		"12,34 litres":                       {12.34, 1},
		"12,34,567 rupees":                   {1234567, 1},
		"1,23,4":                             {0, 0},
		"40 000 men":                         {40000, 2},
		"2010 100 men":                       {2010, 1},
		"4 thousand 3 hundred and 21":        {4321, 6},
		"4000 3 hundred":                     {4000, 1},
		"3 million and 20 shares":            {3e6, 2},
		"three lakh crore":                   {3e12, 3},
		"twenty - one trillion and three hundred": {21e12 + 300, 7},
		"two hundred and two thousand":            {202000, 5},
		"two hundred point seventy - one":         {200.71, 6},
		"nine point nought four":                  {9.04, 4},
		"5 points":                                {5, 1},
		"hundred thousand men":                    {100000, 2},
		"hundred men":                             {0, 0},
		"hundreds of men":                         {0, 0},
		"3 dozens":                                {36, 2},
		"dozens of men":                           {0, 0},
		"10 1 / 2 miles":                          {10.5, 4},
		"2 1/4":                                   {2.25, 2},
		"9 / 11":                                  {9, 1},
		"five and a quarter":                      {5.25, 4},
		"twenty and three fifths":                 {20.6, 4},
		"five and a third of the men":             {5, 1},
		"five and a third was hurt":               {5, 1},
		"3 million and a half":                    {3.5e6, 5},
		"one billion and a half million":          {1000500000, 6},
		"two million and three fifths":            {2.6e6, 5},
		"quarter million":                         {250000, 2},
		"three quarters of a billion":             {7.5e8, 5},
		"half million":                            {500000, 2},
		"1.3 x 10 ^ 6":                            {1.3e6, 5},
		"6.5 x 10 ^ - 4":                          {6.5e-4, 6},
		"12.32 e + 14":                            {12.32e14, 4},
		"a score of 3 - 1":                        {0, 0},
		"007":                                     {0, 0},
		"five six":                                {5, 1},
		"":                                        {0, 0},
	} {
		v, n := English().ReadNumber(strings.Fields(words))
		if n != want.n || math.Abs(v-want.value) > 1e-9*max(1, want.value) {
			t.Errorf("%q is %v in %d words, want %v in %d", words, v, n, want.value, want.n)
		}
	}
}

func TestReadOrdinal(t *testing.T) {
	for words, want := range map[string]struct {
		rank float64
		n    int
	}{
		"first aid":                       {1, 1},
		"21st":                            {21, 1},
		"09th of May":                     {9, 1},
		"1,000th run":                     {1000, 1},
		"twenty - first":                  {21, 3},
		"one hundred twenty - fifth time": {125, 5},
		"a hundred trillionth":            {1e14, 3},
		"two and a third":                 {0, 0},
		"two":                             {0, 0},
		"1.5th":                           {0, 0},
		"and first":                       {0, 0},
		"":                                {0, 0},
	} {
		v, n := English().ReadOrdinal(strings.Fields(words))
		if n != want.n || v != want.rank {
			t.Errorf("%q is %v in %d words, want %v in %d", words, v, n, want.rank, want.n)
		}
	}
}

func TestReadFraction(t *testing.T) {
	for words, want := range map[string]struct {
		value float64
		n     int
	}{
		"two - thirds of":           {2. / 3, 3},
		"a quarter of":              {.25, 2},
		"three twenty - firsts":     {3. / 21, 4},
		"one one hundred fifth":     {1. / 105, 4},
		"one hundred thirty fifths": {100. / 35, 4},
		"five eighths":              {.625, 2},
		"3/4":                       {.75, 1},
		"3 / 4":                     {.75, 3},
		"24/7":                      {0, 0},
		"9/11":                      {0, 0},
		"¾":                         {.75, 1},
		"five seconds":              {0, 0},
		"two third":                 {0, 0},
		"third":                     {0, 0},
		"":                          {0, 0},
	} {
		v, n := English().ReadFraction(strings.Fields(words))
		if n != want.n || math.Abs(v-want.value) > 1e-9 {
			t.Errorf("%q is %v in %d words, want %v in %d", words, v, n, want.value, want.n)
		}
	}
}

func TestKeys(t *testing.T) {
	d := &doc.Document{Text: "Don’t ÉTÉ US us", Tokens: []doc.Token{
		{Span: text.Span{Start: 2, End: 7}}, {Span: text.Span{Start: 8, End: 13}},
		{Span: text.Span{Start: 14, End: 16}}, {Span: text.Span{Start: 17, End: 19}},
	}}
	if got := Keys(d); !slices.Equal(got, []string{"n't", "été", "u.s.", "us"}) {
		t.Errorf("keys %q", got)
	}
}

func TestStop(t *testing.T) {
	for word, want := range map[string]bool{"the": true, "which": true, "dam": false, "": false} {
		if English().Stop(word) != want {
			t.Errorf("%q: want %v", word, want)
		}
	}
}
