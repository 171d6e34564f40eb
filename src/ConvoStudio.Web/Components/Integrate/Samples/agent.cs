// One conversation with ConvoStudio, playbook {{playbook}}. Save as agent.cs, run with: dotnet run agent.cs (.NET 10).
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

var url = Environment.GetEnvironmentVariable("CONVOSTUDIO_URL") ?? "{{baseAddress}}/api/v1";
var key = Environment.GetEnvironmentVariable("CONVOSTUDIO_API_KEY") ?? throw new InvalidOperationException("Set CONVOSTUDIO_API_KEY to a key with the scope decide.");
var outbox = Environment.GetEnvironmentVariable("CONVOSTUDIO_OUTBOX") ?? "outbox.jsonl";
var chat = args.Length > 0 ? args[0] : $"chat-{Guid.NewGuid():N}";
var patient = TimeSpan.FromSeconds(10);
using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
http.DefaultRequestHeaders.Add("X-Api-Key", key);

await FlushAsync();
var open = $$"""{"idempotencyKey":"{{chat}}-open","customerKey":"customer-1842","externalId":"{{chat}}","channel":"web","facts":FACTS}""".Replace("FACTS", """{{facts}}""");
if (await PostAsync("/playbooks/{{playbook}}/conversations", open, patient) is not { } opened)
{
    // The studio cannot be reached: talk on with your own fallback. Never make up a conversation or decision id.
    Console.WriteLine("fallback: {{fallback}} (nothing is recorded)");
    return;
}

var conversation = $"/conversations/{opened["conversationId"]}";
await PostAsync($"{conversation}/turns", $$"""{"idempotencyKey":"{{chat}}-t1","speaker":"customer","acts":ACTS,"text":"Hello"}""".Replace("ACTS", """{{customerActs}}"""), patient);

// A customer waits for this one: two seconds, then the fallback.
var decided = await PostAsync($"{conversation}/decisions", $$"""{"idempotencyKey":"{{chat}}-d1"}""", TimeSpan.FromSeconds(2));
Console.WriteLine(decided is null ? "fallback: {{fallback}}" : $"decided: {decided["action"]!["key"]}");
var said = decided is null
    ? """ "acts":{{fallbackActs}} """
    : $$""" "acts":{{decided["action"]!["acts"]!.ToJsonString()}},"decisionId":"{{decided["decisionId"]}}","execution":"followed" """;
await PostAsync($"{conversation}/turns", $$"""{"idempotencyKey":"{{chat}}-t2","speaker":"agent",{{said}}}""", patient);
await PostAsync($"{conversation}/turns", $$"""{"idempotencyKey":"{{chat}}-t3","speaker":"customer","acts":ACTS}""".Replace("ACTS", """{{customerActs}}"""), patient);

await ReportAsync($"{conversation}/outcomes", $$"""{"idempotencyKey":"{{chat}}-o1","metric":"converted","value":1,"final":true}""");
await ReportAsync($"{conversation}/close", $$"""{"idempotencyKey":"{{chat}}-close"}""");
Console.WriteLine($"conversation: {opened["conversationId"]}");

// Repeats after 503, 429 and lost connections until the deadline. The body is the same each time, and so is its
// idempotencyKey: whatever arrived the first time is not done twice. Null: the studio cannot be reached.
async Task<JsonNode?> PostAsync(string path, string body, TimeSpan within)
{
    var deadline = DateTime.UtcNow + within;
    for (var attempt = 0; ; attempt++)
    {
        var wait = TimeSpan.FromMilliseconds(200 << attempt);
        try
        {
            using var timeout = new CancellationTokenSource(deadline > DateTime.UtcNow ? deadline - DateTime.UtcNow : TimeSpan.Zero);
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(url + path, content, timeout.Token);
            var text = await answer.Content.ReadAsStringAsync(timeout.Token);
            if (answer.IsSuccessStatusCode)
                return JsonNode.Parse(text);
            if (answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests))
                throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {text}");
            wait = answer.Headers.RetryAfter?.Delta ?? wait;
        }
        catch (Exception lost) when (lost is HttpRequestException or OperationCanceledException)
        {
        }

        if (DateTime.UtcNow + wait >= deadline || attempt == 3)
            return null;
        await Task.Delay(wait);
    }
}

// Outcomes that could not be delivered are kept with their keys and sent later; the studio takes late ones.
async Task ReportAsync(string path, string body)
{
    if (await PostAsync(path, body, patient) is null)
        await File.AppendAllTextAsync(outbox, $"{path}\t{body}\n");
}

async Task FlushAsync()
{
    if (!File.Exists(outbox))
        return;
    var lines = await File.ReadAllLinesAsync(outbox);
    File.Delete(outbox);
    foreach (var line in lines.Select(one => one.Split('\t', 2)))
        await ReportAsync(line[0], line[1]);
}
