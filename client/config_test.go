package client

import (
	"encoding/json"
	"testing"

	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// Every method that is not a stream has a limit of time, and the config names no
// method that is not there: gRPC would not say so.
func TestServiceConfigKnowsEveryMethod(t *testing.T) {
	var config struct {
		MethodConfig []struct {
			Name    []struct{ Service, Method string }
			Timeout string
		}
	}
	if err := json.Unmarshal([]byte(serviceConfig), &config); err != nil {
		t.Fatal(err)
	}
	limits := map[string]string{}
	for _, m := range config.MethodConfig {
		for _, name := range m.Name {
			limits[name.Service+"/"+name.Method] = m.Timeout
		}
	}
	if _, ok := limits["/"]; !ok {
		t.Error("no rule for the methods that are not named")
	}
	delete(limits, "/")
	for _, file := range []protoreflect.FileDescriptor{copydeskv1.File_copydesk_v1_copydesk_service_proto, copydeskv1.File_copydesk_v1_corpus_service_proto} {
		for i := range file.Services().Len() {
			service := file.Services().Get(i)
			for j := range service.Methods().Len() {
				method := service.Methods().Get(j)
				name := string(service.FullName()) + "/" + string(method.Name())
				if (limits[name] == "") != method.IsStreamingClient() {
					t.Errorf("%s has the limit %q", name, limits[name])
				}
				delete(limits, name)
			}
		}
	}
	for name := range limits {
		t.Errorf("%s is not there", name)
	}
}

func TestOnThisMachine(t *testing.T) {
	for target, want := range map[string]bool{
		"localhost:1":                        true,
		"127.0.0.1:1":                        true,
		"127.9.9.9:1":                        true,
		"[::1]:1":                            true,
		"localhost":                          true,
		"unix:/run/desk":                     true,
		"unix:///run/desk":                   true,
		"unix-abstract:desk":                 true,
		"dns:localhost:1":                    true,
		"dns:///localhost:1":                 true,
		"dns://192.0.2.1/127.0.0.1:1":        true,
		"ipv4:127.0.0.1:1,127.0.0.2:1":       true,
		"ipv6:[::1]:1":                       true,
		"passthrough:///127.0.0.1:1":         true,
		"ipv4:127.0.0.1:1,192.0.2.1:1":       false,
		"desk.example:1":                     false,
		"localhost.desk.example:1":           false,
		"127.0.0.1.desk.example:1":           false,
		"0.0.0.0:1":                          false,
		"192.0.2.1:1":                        false,
		"[2001:db8::1]:1":                    false,
		"dns:///desk.example:1":              false,
		"passthrough:///desk":                false,
		"xds:///desk":                        false,
		"dns://127.0.0.1/desk.example:50051": false,
		"":                                   false,
	} {
		if got := onThisMachine(target); got != want {
			t.Errorf("%q: %t", target, got)
		}
	}
}
