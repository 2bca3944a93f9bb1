package eval

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/copydesk/copydesk/internal/analyze"
	"github.com/copydesk/copydesk/internal/claim"
	"github.com/copydesk/copydesk/internal/clean"
	"github.com/copydesk/copydesk/internal/page"
	"github.com/copydesk/copydesk/internal/story"
	"github.com/copydesk/copydesk/internal/text"
)

// The story set: small invented stories of two to five articles each, with the
// groups that a careful reader makes of their claims. The half in dev may be
// looked at, the half in held was written by somebody who had not seen the
// code, and is only counted.
//
//go:embed testdata/stories
var storyFiles embed.FS

// goldStory is a story with its groups.
type goldStory struct {
	articles []storyArticle
	groups   []goldGroup
	weights  *story.Weights // nil: those that ship
	number   int            // in its set
}

// group gives the groups that the engine makes of the articles.
func (s *goldStory) group(articles []story.Article) []story.ClaimGroup {
	if s.weights == nil {
		return story.Group(articles).Groups
	}
	return story.GroupBy(articles, s.weights).Groups
}

type storyArticle struct {
	title, site, text string // text: the body, paragraphs parted by blank lines
	published         time.Time
}

// goldGroup is claims that meet, each by words of its article.
type goldGroup struct {
	relation story.Relation
	members  []goldClaim
}

type goldClaim struct {
	article int // from 0
	words   string
}

var storyRelations = map[string]story.Relation{
	"corroborated": story.Corroborated, "conflicting": story.Conflicting, "arithmetic": story.ConsistentByArithmetic,
	"changed": story.ChangedOverTime, "sequence": story.Sequence, "single": story.SingleSource,
}

// readStories reads one half of the story set, by name.
func readStories(half string) ([]goldStory, error) {
	names, err := fs.Glob(storyFiles, "testdata/stories/"+half+"/*.txtar")
	if err != nil {
		return nil, err
	}
	var all []goldStory
	for n, name := range names {
		data, err := storyFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		s, err := parseStory(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		s.number = n
		all = append(all, s)
	}
	return all, nil
}

// LearntFrom is the sets of stories that the weights are learnt from: they may be
// looked at.
var LearntFrom = []string{"dev", "long"}

// parseStory reads a story file: articles by number, each with lines "site:",
// "published:" and "title:", and the section "gold".
func parseStory(data []byte) (goldStory, error) {
	var s goldStory
	for _, f := range txtar.Parse(data).Files {
		if f.Name == "gold" {
			return s, s.readGold(string(f.Data))
		}
		if f.Name != strconv.Itoa(len(s.articles)+1) {
			return s, fmt.Errorf("section %q: wanted article %d", f.Name, len(s.articles)+1)
		}
		a, err := parseStoryArticle(string(f.Data))
		if err != nil {
			return s, fmt.Errorf("article %s: %w", f.Name, err)
		}
		s.articles = append(s.articles, a)
	}
	return s, fmt.Errorf("no section gold")
}

func parseStoryArticle(data string) (storyArticle, error) {
	head, body, _ := strings.Cut(data, "\n\n")
	a := storyArticle{text: strings.TrimSpace(body)}
	for line := range strings.SplitSeq(strings.TrimSpace(head), "\n") {
		key, value, _ := strings.Cut(line, ": ")
		switch key {
		case "title":
			a.title = value
		case "site":
			a.site = value
		case "published":
			t, err := time.Parse(time.DateOnly, value)
			if err != nil {
				return a, err
			}
			a.published = t
		default:
			return a, fmt.Errorf("line %q: wanted title, site or published", line)
		}
	}
	return a, nil
}

// readGold reads the groups: a relation, then a claim a line, up to a blank
// line.
func (s *goldStory) readGold(data string) error {
	for _, block := range strings.Split(strings.TrimSpace(data), "\n\n") {
		lines := strings.Split(strings.TrimSpace(block), "\n")
		relation, ok := storyRelations[lines[0]]
		if !ok || len(lines) < 3 {
			return fmt.Errorf("group %q: wanted a relation, and two claims or more", lines[0])
		}
		g := goldGroup{relation: relation}
		for _, line := range lines[1:] {
			number, words, _ := strings.Cut(line, ": ")
			n, err := strconv.Atoi(number)
			if err != nil || n < 1 || n > len(s.articles) {
				return fmt.Errorf("claim %q: wanted the number of an article", line)
			}
			if c := strings.Count(s.articles[n-1].text, words); c != 1 {
				return fmt.Errorf("claim %q: its words stand %d times in the article", line, c)
			}
			g.members = append(g.members, goldClaim{n - 1, words})
		}
		s.groups = append(s.groups, g)
	}
	return nil
}

// read goes the whole road with the articles, as text with the title on top.
func (s *goldStory) read() ([]story.Article, error) {
	var all []story.Article
	for _, a := range s.articles {
		p, err := page.FromText(a.title + "\n\n" + a.text)
		if err != nil {
			return nil, err
		}
		c := clean.Clean(p, clean.Hints{PublishTime: a.published})
		d := analyze.Analyze(c.Text, c.Language, c.Blocks, c.Anchor)
		all = append(all, story.Article{Doc: d, Claims: claim.Extract(d), Title: a.title, Site: a.site})
	}
	return all, nil
}

// covering gives the claims of an article that hold at least half of the words.
// Who is said to make a claim, and the word for it, count as the claim's.
func covering(a story.Article, words string) []int {
	at := strings.Index(a.Doc.Text, words)
	if at < 0 {
		return nil
	}
	span := text.Span{Start: at, End: at + len(words)}
	var found []int
	for i, c := range a.Claims {
		own := c.Pieces
		for _, n := range c.Attributions {
			own = append(append(slices.Clip(own), a.Doc.Attributions[n].Source.Span), a.Doc.Attributions[n].Cue...)
		}
		if 2*sharedBytes(own, span) >= span.Len() && sharedBytes(c.Pieces, span) > 0 {
			found = append(found, i)
		}
	}
	return found
}

// sharedBytes gives how much of a span the pieces cover; what several cover counts
// once, if they are equal or apart.
func sharedBytes(pieces []text.Span, span text.Span) int {
	shared := 0
	for i, p := range pieces {
		if !slices.Contains(pieces[:i], p) {
			shared += max(0, min(p.End, span.End)-max(p.Start, span.Start))
		}
	}
	return shared
}

// StoryPair is two claims of different articles of a story, for learning.
type StoryPair struct {
	Story    int            // the story's number in its set
	Features []float32      // in the order of [story.FeatureNames]
	Stance   []float32      // in that order, and behind them those of [story.StanceNames]
	Same     bool           // whether they are of one annotated group
	Relation story.Relation // of that group
}

// Fold gives the fold that the pair's story is in.
func (p StoryPair) Fold() int { return p.Story % FoldCount }

// StoryFoldFile names the file of a fold's weights, below this package's folder.
// They have not seen the fold.
func StoryFoldFile(fold int) string { return fmt.Sprintf("testdata/folds/story-%d.bin.gz", fold) }

// readStoryFold reads the committed weights of a fold.
func readStoryFold(fold int) (*story.Weights, error) {
	b, err := foldFiles.ReadFile(StoryFoldFile(fold))
	if err != nil {
		return nil, err
	}
	w, err := story.ReadWeights(b)
	if err != nil {
		return nil, fmt.Errorf("eval: %s: %w", StoryFoldFile(fold), err)
	}
	return w, nil
}

// StoryPairs is the pairs of claims of the half of the story set that may be
// learnt from.
type StoryPairs struct {
	Pairs   []StoryPair
	stories []*story.PairSet // those of each story, in order
}

// ReadStoryPairs reads them.
func ReadStoryPairs() (*StoryPairs, error) {
	var stories []goldStory
	for _, set := range LearntFrom {
		more, err := readStories(set)
		if err != nil {
			return nil, err
		}
		stories = append(stories, more...)
	}
	type read struct {
		pairs []StoryPair
		set   *story.PairSet
		err   error
	}
	numbers := make([]int, len(stories))
	for n := range numbers {
		numbers[n] = n
	}
	all := &StoryPairs{}
	for _, r := range each(numbers, func(n int) read {
		articles, err := stories[n].read()
		if err != nil {
			return read{err: err}
		}
		set := story.Pairs(articles)
		return read{pairs: stories[n].pairs(articles, set), set: set}
	}) {
		if r.err != nil {
			return nil, r.err
		}
		all.Pairs = append(all.Pairs, r.pairs...)
		all.stories = append(all.stories, r.set)
	}
	return all, nil
}

// Again gives what each pair is judged by at second sight, of which odds says how
// likely it is at first sight; none for a pair that is not looked at again.
func (s *StoryPairs) Again(odds []float64) [][]float32 {
	var rows [][]float32
	for _, set := range s.stories {
		n := len(set.Pairs)
		rows = append(rows, set.Again(odds[:n])...)
		odds = odds[n:]
	}
	return rows
}

// pairs gives the pairs of claims of a story.
func (s *goldStory) pairs(articles []story.Article, set *story.PairSet) []StoryPair {
	goldOf := s.annotated(articles)
	var all []StoryPair
	for _, p := range set.Pairs {
		same, relation := s.together(goldOf[p.A], goldOf[p.B])
		all = append(all, StoryPair{s.number, p.Features, p.Stance, same, relation})
	}
	return all
}

// together gives the relation of the first annotated group that two claims have
// words of; false if there is none.
func (s *goldStory) together(a, b map[int]bool) (bool, story.Relation) {
	for i, g := range s.groups {
		if a[i] && b[i] {
			return true, g.relation
		}
	}
	return false, 0
}

// annotated gives for each claim the annotated groups that it has words of.
func (s *goldStory) annotated(articles []story.Article) map[story.Ref]map[int]bool {
	of := map[story.Ref]map[int]bool{}
	for i, g := range s.groups {
		for _, m := range g.members {
			for _, c := range covering(articles[m.article], m.words) {
				ref := story.Ref{Article: m.article, Claim: c}
				if of[ref] == nil {
					of[ref] = map[int]bool{}
				}
				of[ref][i] = true
			}
		}
	}
	return of
}
