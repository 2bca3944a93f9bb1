//go:build race

package main

// raced says that the daemon runs with the race detector, whose own memory is
// several times the program's.
const raced = true
