package eval
import ("testing";"fmt";"os";"time";"strconv";"github.com/copydesk/copydesk/internal/mention";"github.com/copydesk/copydesk/internal/model";"github.com/copydesk/copydesk/internal/doc";"github.com/copydesk/copydesk/internal/text")
type prepared struct{ d *NameDoc; a *doc.Document; s []model.Tagged }
func prep(docs []NameDoc) []prepared { var out []prepared
 for i:=range docs{ d:=&docs[i]; if d.Names==nil{continue}; a:=d.analysed(); s:=mention.Tagged(a); for _,n:=range d.Names{ mention.Tag(a,s,n.Span,n.Type)}; out=append(out,prepared{d,a,s})}
 return out}
func envf(k string, def float64) float64 { if v,err:=strconv.ParseFloat(os.Getenv(k),64);err==nil{return v}; return def}
func learn(ps []prepared, use func(d *NameDoc) float64) *model.Sequence {
 var data []model.Tagged
 for _,p:=range ps { w:=use(p.d); if w==0{continue}; for _,s:=range p.s { s.Weight=w; data=append(data,s)}}
 return model.LearnSequence(data, model.Chain{Tags:mention.TagCount,Step:mention.Step,Epochs:int(envf("EPOCHS",8)),Rate:envf("RATE",.1),L2:envf("L2",1e-5),Dropout:envf("DROP",.3),MinCount:int(envf("MIN",2)),Rows:int(envf("ROWS",60000)),Seed:1})
}
func spansWith(m *model.Sequence, p prepared) []Name { var out []Name
 for i,s:=range p.s { sc:=make([]int32,len(s.Tags)*mention.TagCount); for j,f:=range s.Features{ m.Add(sc[j*mention.TagCount:(j+1)*mention.TagCount],f)}
  mention.SpansOf(p.a,p.a.Sentences[i],m.Best(sc),func(sp text.Span,t doc.EntityType){out=append(out,Name{sp,t})})}
 return out}
func report(name string, ps []prepared, f func(p prepared)[]Name) { var all Overlap; var ty [5]Overlap; var un Overlap
 for _,p:=range ps { want,got:=typed(p.d.Names),typed(f(p)); all=all.plus(bagOverlap(got,want)); for t:=range ty{ of:=func(n Name)bool{return n.Type==doc.EntityType(t)}; ty[t]=ty[t].plus(bagOverlap(only(got,of),only(want,of)))}
  var gs,ws []text.Span; for _,n:=range got{gs=append(gs,n.Span)}; for _,n:=range want{ws=append(ws,n.Span)}; un=un.plus(bagOverlap(gs,ws))}
 fmt.Printf("%-14s F1 %.2f (P %.1f R %.1f) untyped %.1f per %.1f loc %.1f org %.1f\n",name,100*all.F1(),100*all.Precision(),100*all.Recall(),100*un.F1(),100*ty[1].F1(),100*ty[2].F1(),100*ty[3].F1())}
func sel(ps []prepared, f func(d*NameDoc)bool)[]prepared{return only(ps,func(p prepared)bool{return f(p.d)})}
func TestTry(t *testing.T){
 docs,err:=NameSets(dataSets(t)); if err!=nil{t.Fatal(err)}
 t0:=time.Now(); ps:=prep(docs); fmt.Println("prep",time.Since(t0)); t0=time.Now()
 m:=learn(ps,func(d*NameDoc)float64{ if d.Set==UNER||d.Set==GUMDev {return 0}; if d.Set==Re3d{return envf("RE3D",1)}; if d.Set==Meantime{return envf("MT",1)}; return 1})
 fmt.Println("learn",time.Since(t0), len(m.Append(nil)))
 for _,s:=range []string{UNER,GUMDev}{ report(s,sel(ps,func(d*NameDoc)bool{return d.Set==s}),func(p prepared)[]Name{return spansWith(m,p)}) }
 if os.Getenv("CV")!="" { for _,s:=range []string{Wikigold,GUM,Meantime,Re3d}{ 
   t0=time.Now(); m:=learn(ps,func(d*NameDoc)float64{ if d.Set==UNER||d.Set==GUMDev||d.Set==s||s==GUM&&d.Set==GUMDev{return 0}; if d.Set==Re3d{return envf("RE3D",1)}; return 1})
   report("out:"+s,sel(ps,func(d*NameDoc)bool{return d.Set==s}),func(p prepared)[]Name{return spansWith(m,p)}) }}
}
