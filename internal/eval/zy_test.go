package eval
import ("testing";"fmt";"github.com/copydesk/copydesk/internal/analyze";"github.com/copydesk/copydesk/internal/claim";"github.com/copydesk/copydesk/internal/doc")
func TestZY(t *testing.T){ list,_:=readCarb(dataSets(t)); for _,s:=range list{ d:=analyze.Analyze(s.text,"en",nil,doc.Date{}); fmt.Printf("S %s\n",s.text); for _,c:=range claim.Extract(d){fmt.Println("   =",c.Text)}}}
