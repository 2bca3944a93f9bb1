package doc

import (
	"math/bits"
	"strings"
)

// Tag is what a token is as a word, in the terms of Universal Dependencies,
// version 2 (https://universaldependencies.org/guidelines.html).
type Tag struct {
	UPOS     UPOS
	XPOS     string // the finer tag of the Penn Treebank: "VBD"; empty: unknown
	Lemma    string // the dictionary form: "say" for "said"; empty: unknown
	Features Features
}

// UPOS is a universal part of speech. The zero value is X: nothing is known.
type UPOS uint8

// The universal parts of speech.
const (
	X     UPOS = iota // a word of another language, or one that fits nowhere
	ADJ               // an adjective
	ADP               // a preposition or particle
	ADV               // an adverb
	AUX               // an auxiliary, and "be" as a copula
	CCONJ             // a conjunction that joins equals
	DET               // a determiner
	INTJ              // an interjection
	NOUN              // a common noun
	NUM               // a numeral
	PART              // "to", "not", the possessive "'s"
	PRON              // a pronoun
	PROPN             // a name
	PUNCT             // punctuation
	SCONJ             // a conjunction that opens a clause
	SYM               // a symbol
	VERB              // a verb
)

var uposNames = [...]string{
	"X", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB",
}

// String gives the tag as CoNLL-U writes it: "NOUN".
func (u UPOS) String() string { return uposNames[u] }

// ParseUPOS reads a tag as CoNLL-U writes it. Any other string is none.
func ParseUPOS(s string) (UPOS, bool) {
	for i, name := range uposNames {
		if name == s {
			return UPOS(i), true
		}
	}
	return X, false
}

// Features are the morphological features of a word, a bit for each value of
// each feature. The zero value has none.
type Features uint64

// The features, as Universal Dependencies names them.
const (
	Abbr Features = 1 << iota
	CaseAcc
	CaseGen
	CaseNom
	DefiniteDef
	DefiniteInd
	DegreeCmp
	DegreePos
	DegreeSup
	ExtPosADP
	ExtPosADV
	ExtPosCCONJ
	ExtPosPRON
	ExtPosPROPN
	ExtPosSCONJ
	Foreign
	GenderFem
	GenderMasc
	GenderNeut
	MoodImp
	MoodInd
	MoodSub
	NumberPlur
	NumberPtan
	NumberSing
	NumFormCombi
	NumFormDigit
	NumFormRoman
	NumFormWord
	NumTypeCard
	NumTypeFrac
	NumTypeMult
	NumTypeOrd
	Person1
	Person2
	Person3
	PolarityNeg
	PolarityPos
	Poss
	PronTypeArt
	PronTypeDem
	PronTypeEmp
	PronTypeInd
	PronTypeInt
	PronTypeNeg
	PronTypePrs
	PronTypeRcp
	PronTypeRel
	PronTypeTot
	Reflex
	TensePast
	TensePres
	Typo
	VerbFormFin
	VerbFormGer
	VerbFormInf
	VerbFormPart
	VoicePass
)

// featureNames are the names by bit, in the order of CoNLL-U: by feature,
// whatever the case, then by value.
var featureNames = [...]string{
	"Abbr=Yes", "Case=Acc", "Case=Gen", "Case=Nom", "Definite=Def", "Definite=Ind", "Degree=Cmp", "Degree=Pos", "Degree=Sup",
	"ExtPos=ADP", "ExtPos=ADV", "ExtPos=CCONJ", "ExtPos=PRON", "ExtPos=PROPN", "ExtPos=SCONJ", "Foreign=Yes", "Gender=Fem",
	"Gender=Masc", "Gender=Neut", "Mood=Imp", "Mood=Ind", "Mood=Sub", "Number=Plur", "Number=Ptan", "Number=Sing",
	"NumForm=Combi", "NumForm=Digit", "NumForm=Roman", "NumForm=Word", "NumType=Card", "NumType=Frac", "NumType=Mult",
	"NumType=Ord", "Person=1", "Person=2", "Person=3", "Polarity=Neg", "Polarity=Pos", "Poss=Yes", "PronType=Art",
	"PronType=Dem", "PronType=Emp", "PronType=Ind", "PronType=Int", "PronType=Neg", "PronType=Prs", "PronType=Rcp",
	"PronType=Rel", "PronType=Tot", "Reflex=Yes", "Tense=Past", "Tense=Pres", "Typo=Yes", "VerbForm=Fin", "VerbForm=Ger",
	"VerbForm=Inf", "VerbForm=Part", "Voice=Pass",
}

// Has reports whether f has all of the given features.
func (f Features) Has(all Features) bool { return f&all == all }

// String gives the features as CoNLL-U writes them: "Number=Sing|Person=3"; "_"
// for none.
func (f Features) String() string {
	if f == 0 {
		return "_"
	}
	var b strings.Builder
	for ; f != 0; f &= f - 1 {
		if b.Len() > 0 {
			b.WriteByte('|')
		}
		b.WriteString(featureNames[bits.TrailingZeros64(uint64(f))])
	}
	return b.String()
}

// ParseFeatures reads features as CoNLL-U writes them. Those that [Features]
// has no bit for, rare ones of style and of proper nouns, are left out.
func ParseFeatures(s string) Features {
	var f Features
	for one := range strings.SplitSeq(s, "|") {
		for i, name := range featureNames {
			if name == one {
				f |= 1 << i
			}
		}
	}
	return f
}

// Head is what a token depends on. With their heads the tokens of a sentence are
// a tree: one has none, and from each a way leads to it.
type Head struct {
	Token    int // index in Document.Tokens; -1: none, the token is the root of its sentence
	Relation Relation
}

// Relation is how a token depends on its head. The zero value is Dep: it is
// not known how.
type Relation uint8

// The relations of Universal Dependencies with the subtypes that English uses.
const (
	Dep Relation = iota
	Acl
	AclRelcl
	Advcl
	AdvclRelcl
	Advmod
	Amod
	Appos
	Aux
	AuxPass
	Case
	Cc
	CcPreconj
	Ccomp
	Compound
	CompoundPrt
	Conj
	Cop
	Csubj
	CsubjOuter
	CsubjPass
	Det
	DetPredet
	Discourse
	Dislocated
	Expl
	Fixed
	Flat
	Goeswith
	Iobj
	List
	Mark
	Nmod
	NmodDesc
	NmodPoss
	NmodUnmarked
	Nsubj
	NsubjOuter
	NsubjPass
	Nummod
	Obj
	Obl
	OblAgent
	OblUnmarked
	Orphan
	Parataxis
	Punct
	Reparandum
	Root
	Vocative
	Xcomp
)

var relationNames = [...]string{
	"dep", "acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc",
	"cc:preconj", "ccomp", "compound", "compound:prt", "conj", "cop", "csubj", "csubj:outer", "csubj:pass", "det",
	"det:predet", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark", "nmod",
	"nmod:desc", "nmod:poss", "nmod:unmarked", "nsubj", "nsubj:outer", "nsubj:pass", "nummod", "obj", "obl", "obl:agent",
	"obl:unmarked", "orphan", "parataxis", "punct", "reparandum", "root", "vocative", "xcomp",
}

// String gives the relation as CoNLL-U writes it: "nsubj:pass".
func (r Relation) String() string { return relationNames[r] }

// Universal gives the relation without its subtype: Nsubj for NsubjPass.
func (r Relation) Universal() Relation {
	name, _, sub := strings.Cut(relationNames[r], ":")
	if !sub {
		return r
	}
	u, _ := ParseRelation(name)
	return u
}

// ParseRelation reads a relation as CoNLL-U writes it. Any other string is none.
func ParseRelation(s string) (Relation, bool) {
	for i, name := range relationNames {
		if name == s {
			return Relation(i), true
		}
	}
	return Dep, false
}
