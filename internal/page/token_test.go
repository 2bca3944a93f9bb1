package page

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/copydesk/copydesk/internal/sample"
)

// checkTokens checks the tokenizer against that of x/net: the same tokens, of
// the same bytes, with the same names and attributes.
func checkTokens(t *testing.T, src string) {
	t.Helper()
	z := tokenizer{src: src}
	want := html.NewTokenizer(strings.NewReader(src))
	for at := 0; ; {
		kind := want.Next()
		if got := z.next(); got != kind {
			t.Fatalf("token at %d of %.300q is %v, want %v", at, src, got, kind)
		}
		if kind == html.ErrorToken {
			return
		}
		raw := string(want.Raw())
		if got := z.raw.Of(src); got != raw || z.raw.Start != at {
			t.Fatalf("token at %d of %.300q is %.200q, want %.200q", at, src, got, raw)
		}
		at += len(raw)
		if kind != html.StartTagToken && kind != html.EndTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		name, more := want.TagName()
		if tag := atom.Lookup(name); z.tag != tag {
			t.Fatalf("tag %.200q is %v, want %v", raw, z.tag, tag)
		}
		checkAttributes(t, &z, want, more)
	}
}

func checkAttributes(t *testing.T, z *tokenizer, want *html.Tokenizer, more bool) {
	t.Helper()
	n := 0
	for more {
		var key, value []byte
		key, value, more = want.TagAttr()
		k := keyOf(string(key))
		if k == noKey {
			continue
		}
		if n == z.count || z.attrs[n].key != k || attrValue(z.attrs[n].value.Of(z.src)) != string(value) {
			t.Fatalf("attribute %d of %.300q: %v, want %s=%q", n, z.raw.Of(z.src), z.attrs[:z.count], key, value)
		}
		n++
	}
	if z.raw.Of(z.src)[1] != '/' && n != z.count {
		t.Fatalf("%d attributes in %.300q, want %d", z.count, z.raw.Of(z.src), n)
	}
}

// Where tokenizers go astray.
var oddMarkup = []string{
	"", "<", "</", "</>", "< a>", "<a", "<a ", "<a b", "<a b=", "<a b='", "<a b=c", "<!", "<!-", "<!>", "<!->", "<!-->", "<!--->", "<!---->",
	"<!--a--!>b", "<!----!>", "<!--!>a-->", "<!-- -- -->", "<!--a--!-->", "<!doctype", "<!DOCTYPE html>x", "<!doctypo>", "<?xml a>b", "</ a>b",
	"<p a=/>", "<p a/>", "<p a />", "<p a=b/ c=d/>", "<p a=x a=/>", "<P CLASS=a class=b Id=c>", "<p class='a&amp;b&ampc=&amp=&notit;&notit &#65;&#x41g\r\nx\ry\x00'>",
	"<p/class=a/id='b'/>", "<p =a=b class==c>", "<p class = 'a' id\n=\nb>", "<br/><img src=a/>", "<script>a</script >b", "<script>a</scripty></script/>b",
	"<script><!--<script>a</script>b--></script>c", "<script><!--<a></script>", "<script><!--- </script>", "<script><!-- < --></script>x", "<script><!-->a</script>",
	"<script><!--<script >--></script>a</script>", "<script/>a</script>", "<title>a<b>&amp;</title>c", "<textarea><p></textarea>", "<plaintext>a</plaintext>b",
	"<style></style><xmp><p></xmp>", "<iframe></IFRAME\t>a", "<noscript><p>a", "<title></title", "<title></titl>a</title>", "a<b>c</b", "<a\x00b c\x00d=e>", "<ſcript>a</ſcript>", "<p \xf5 \xff=d/>",
}

func TestTokenizer(t *testing.T) {
	for _, src := range oddMarkup {
		checkTokens(t, src)
	}
	for _, a := range sample.Articles() {
		checkTokens(t, string(a.Page))
	}
}

func FuzzTokenizer(f *testing.F) {
	for _, src := range oddMarkup {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) { checkTokens(t, src) })
}
