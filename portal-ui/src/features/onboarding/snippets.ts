// How a first event is sent, in languages people use; nothing but HTTP, so that each works as it is. Pure.
export interface Snippet {
  id: string
  label: string
  /** What it needs, in a few words. */
  needs: string
  code: string
}

export function snippets(gateway: string, key: string): Snippet[] {
  const url = `${gateway}/v1/events/ingest`
  return [
    {
      id: 'curl',
      label: 'curl',
      needs: 'In a terminal',
      code: `curl ${url} \\
  -H 'X-API-Key: ${key}' \\
  -H 'Content-Type: application/json' \\
  -d '{"event": {"event": "Signed up", "userId": "ada", "properties": {"plan": "free"}}}'`,
    },
    {
      id: 'web',
      label: 'Web',
      needs: 'In a page or in its console',
      code: `await fetch('${url}', {
  method: 'POST',
  headers: { 'X-API-Key': '${key}', 'Content-Type': 'application/json' },
  body: JSON.stringify({
    event: {
      event: 'page_view',
      deviceId: (localStorage.deviceId ??= crypto.randomUUID()),
      context: { page: { url: location.href, referrer: document.referrer, title: document.title } },
    },
  }),
})`,
    },
    {
      id: 'java',
      label: 'Java',
      needs: 'Java 11 or later, nothing else',
      code: `var event = """
    {"event": {"event": "Signed up", "userId": "ada", "properties": {"plan": "free"}}}
    """;
var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create("${url}"))
    .header("X-API-Key", "${key}")
    .header("Content-Type", "application/json")
    .POST(java.net.http.HttpRequest.BodyPublishers.ofString(event))
    .build();
var response = java.net.http.HttpClient.newHttpClient()
    .send(request, java.net.http.HttpResponse.BodyHandlers.ofString());
System.out.println(response.statusCode() + " " + response.body());`,
    },
    {
      id: 'go',
      label: 'Go',
      needs: 'The standard library',
      code: `package main

import (
	"fmt"
	"net/http"
	"strings"
)

func main() {
	event := \`{"event": {"event": "Signed up", "userId": "ada", "properties": {"plan": "free"}}}\`
	request, err := http.NewRequest("POST", "${url}", strings.NewReader(event))
	if err != nil {
		panic(err)
	}
	request.Header.Set("X-API-Key", "${key}")
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		panic(err)
	}
	defer response.Body.Close()
	fmt.Println(response.Status)
}`,
    },
    {
      id: 'mobile',
      label: 'Mobile',
      needs: 'Any HTTP client of your platform; this is Kotlin with java.net',
      code: `val connection = java.net.URL("${url}").openConnection() as java.net.HttpURLConnection
connection.requestMethod = "POST"
connection.doOutput = true
connection.setRequestProperty("X-API-Key", "${key}")
connection.setRequestProperty("Content-Type", "application/json")
connection.outputStream.use {
    it.write("""{"event": {"event": "screen_view", "deviceId": "phone-1", "properties": {"screen_name": "home"}, "context": {"platform": "android"}}}""".toByteArray())
}
println(connection.responseCode)`,
    },
  ]
}
