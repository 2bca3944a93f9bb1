package segment

import "github.com/copydesk/copydesk/internal/model"

// Weights are what was learnt of where sentences end.
type Weights struct {
	Names   *model.Linear // which words are capitalised wherever they stand
	Wording *model.Linear // what the words around a gap say
	Gaps    *model.Linear // first look
	Again   *model.Trees  // knowing the first look's answers around a gap
}
