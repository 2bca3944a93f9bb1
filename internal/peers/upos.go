package main

import "strings"

// upos gives the UPOS tag that most words of a tag of the Penn Treebank have
// (universaldependencies.org, "Tagset en::penn"). What UD decides by the syntax,
// auxiliaries and subordinating conjunctions, the map cannot.
func upos(penn string) string {
	switch penn {
	case "JJ", "JJR", "JJS", "AFX":
		return "ADJ"
	case "RB", "RBR", "RBS", "WRB":
		return "ADV"
	case "NN", "NNS":
		return "NOUN"
	case "NNP", "NNPS":
		return "PROPN"
	case "DT", "PDT", "WDT":
		return "DET"
	case "PRP", "PRP$", "WP", "WP$", "EX":
		return "PRON"
	case "IN", "RP":
		return "ADP"
	case "TO", "POS":
		return "PART"
	case "MD":
		return "AUX"
	case "CC":
		return "CCONJ"
	case "CD":
		return "NUM"
	case "UH":
		return "INTJ"
	case "$", "#", "SYM":
		return "SYM"
	case "FW", "LS":
		return "X"
	}
	if strings.HasPrefix(penn, "VB") {
		return "VERB"
	}
	return "PUNCT"
}
