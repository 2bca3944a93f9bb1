package eval
import ("testing";"os")
func TestZZ(t *testing.T){ tables,err:=scoreClaim(dataSets(t)); if err!=nil{t.Fatal(err)}; Format(os.Stdout,tables)}
