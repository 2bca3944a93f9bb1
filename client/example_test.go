package client_test

import (
	"context"
	"fmt"
	"log"
	"log/slog"
	"net"
	"slices"

	"github.com/copydesk/copydesk/client"
	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"github.com/copydesk/copydesk/server"
)

// listen starts a server on this machine; a program would have its address.
func listen() (address string, stop func()) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	s := server.New(server.Config{Log: slog.New(slog.DiscardHandler)}).GRPC()
	go s.Serve(listener)
	return listener.Addr().String(), s.Stop
}

const flattened = `Menu
Sea
Subscribe to our newsletter
Share
The ferry between Tarn and Skerry will stay in port until May, the harbour office said on Tuesday.
Its engine is cracked in two places, according to Ona Brisk, who runs the line.
About 120 people take the ferry every day. A bus will run around the bay instead, the office said.
Sign in to write a comment`

// One article: what it says, without the menu that it was scraped with.
func Example() {
	address, stop := listen()
	defer stop()
	desk, err := client.Dial(address, client.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer desk.Close()

	article := &copydeskv1.Article{Content: &copydeskv1.Article_Text{Text: flattened}}
	answer, err := desk.Clean(context.Background(), &copydeskv1.CleanRequest{Article: article})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(answer.GetText())

	// Output:
	// The ferry between Tarn and Skerry will stay in port until May, the harbour office said on Tuesday.
	//
	// Its engine is cracked in two places, according to Ona Brisk, who runs the line.
	//
	// About 120 people take the ferry every day. A bus will run around the bay instead, the office said.
}

// Many articles: one answer for each, and one that fails fails alone.
func ExampleClient_Process() {
	address, stop := listen()
	defer stop()
	desk, err := client.Dial(address, client.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer desk.Close()

	requests := slices.Values([]*copydeskv1.ProcessArticlesRequest{
		{Id: "ferry", Article: &copydeskv1.Article{Content: &copydeskv1.Article_Text{Text: flattened}}},
		{Id: "nothing", Article: &copydeskv1.Article{Content: &copydeskv1.Article_Text{}}},
		{Id: "crane", Article: &copydeskv1.Article{Content: &copydeskv1.Article_Page{
			Page: []byte("<p>A crane fell into the harbour of Skerry on Monday night, the police said."),
		}}},
	})
	for answer, err := range desk.Process(context.Background(), requests, client.StreamOptions{Ordered: true}) {
		switch {
		case err != nil: // the stream as a whole: nothing follows
			log.Fatal(err)
		case answer.GetStatus().GetCode() != 0:
			fmt.Println(answer.GetId(), "failed:", answer.GetStatus().GetMessage())
		default:
			fmt.Println(answer.GetId(), "has", len(answer.GetClean().GetBlocks()), "blocks")
		}
	}

	// Output:
	// ferry has 8 blocks
	// nothing failed: article.text: is empty: wanted an article
	// crane has 1 blocks
}
