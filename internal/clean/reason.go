package clean

// Reason is why a block was dropped. The words are those of the contract and of
// the lexicon.
type Reason string

// The reasons.
const (
	None            Reason = ""
	TitleGiven      Reason = "title"     // it is the title, which is given apart
	Duplicate       Reason = "duplicate" // the same words stand elsewhere
	Byline          Reason = "byline"
	DateLine        Reason = "date line" // section, place or date
	Caption         Reason = "caption"
	Credit          Reason = "credit"
	Navigation      Reason = "navigation"
	Related         Reason = "related" // other articles
	Advertisement   Reason = "advertisement"
	Subscription    Reason = "subscription"
	Donation        Reason = "donation"
	Participation   Reason = "participation" // write, report, vote
	Comments        Reason = "comments"
	Sharing         Reason = "sharing"
	Tags            Reason = "tags"
	Consent         Reason = "consent"
	SiteDescription Reason = "site description"
	AuthorBio       Reason = "author bio"
	Legal           Reason = "legal"
	Interface       Reason = "interface"
	NoWords         Reason = "no words"
	Hidden          Reason = "hidden"
	Outside         Reason = "outside article" // for no narrower reason
)
