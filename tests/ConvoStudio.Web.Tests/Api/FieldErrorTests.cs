using System.Net;

namespace ConvoStudio.Web.Tests.Api;

public sealed class FieldErrorTests(FieldErrorTests.PlaybookHost shared) : IClassFixture<FieldErrorTests.PlaybookHost>
{
    private const string Playbook = "/api/v1/playbooks/cards";

    public static TheoryData<string, string, string> Bodies
    {
        get
        {
            const string open = $"POST {Playbook}/conversations";
            const string turn = "POST /api/v1/conversations/{id}/turns";
            const string decide = "POST /api/v1/conversations/{id}/decisions";
            const string outcome = "POST /api/v1/conversations/{id}/outcomes";
            const string close = "POST /api/v1/conversations/{id}/close";
            const string experiment = $"POST {Playbook}/experiments";
            var data = new TheoryData<string, string, string>();
            void Add(string route, string body, params string[] fields) => data.Add(route, body, string.Join(' ', fields));

            Add(open, "{}", "channel", "customerKey", "idempotencyKey");
            Add(open, """{"idempotencyKey":"","customerKey":"","channel":""}""", "channel", "customerKey", "idempotencyKey");
            Add(open, """{"idempotencyKey":1}""", "idempotencyKey");
            Add(open, """{"customerkey":"c"}""", "customerkey");
            Add(open, """{"customerKey":{}}""", "customerKey");
            Add(open, """{"facts":[]}""", "facts");
            Add(open, """{"consents":{}}""", "consents");
            Add(open, """{"consents":[{"purpose":1}]}""", "consents[0].purpose");
            Add(open, """{"idempotencyKey":"k","customerKey":"c","channel":"web","consents":[{"purpose":"a","granted":true},null]}""", "consents[1].granted", "consents[1].purpose");
            Add(open, """{"idempotencyKey":"k","customerKey":"c","channel":"web","timeZone":"Mars/Base"}""", "timeZone");
            Add(open, $$"""{"idempotencyKey":"k","customerKey":"c","channel":"web","externalId":"{{new string('x', 201)}}","jurisdiction":"{{new string('x', 21)}}","locale":"{{new string('x', 36)}}"}""", "externalId", "jurisdiction", "locale");
            Add(open, """{"idempotencyKey":"k","customerKey":"c","channel":"web","facts":{"segment":3,"none":1}}""", "facts.none", "facts.segment");
            Add(open, "", "body");
            Add(open, "null", "body");
            Add(open, "[]", "body");
            Add(open, "{\"idempotencyKey\":", "body");
            Add(turn, "{}", "idempotencyKey", "speaker");
            Add(turn, """{"speaker":"boss"}""", "speaker");
            Add(turn, """{"speaker":1}""", "speaker");
            Add(turn, """{"acts":"ask"}""", "acts");
            Add(turn, """{"acts":[1]}""", "acts[0]");
            Add(turn, """{"sentiment":"good"}""", "sentiment");
            Add(turn, """{"decisionId":"x"}""", "decisionId");
            Add(turn, """{"at":"yesterday"}""", "at");
            Add(turn, """{"text":1}""", "text");
            Add(turn, """{"product":1}""", "product");
            Add(turn, """{"execution":1}""", "execution");
            Add(turn, """{"executed":1}""", "executed");
            Add(turn, """{"idempotencyKey":"k","speaker":"customer","acts":[null],"sentiment":2,"decisionId":"00000000-0000-0000-0000-000000000001","execution":"ignored","executed":"none"}""", "acts", "decisionId", "executed", "execution", "sentiment", "speaker");
            Add(turn, """{"idempotencyKey":"k","speaker":"agent","acts":[],"at":"2001-01-01T00:00:00Z"}""", "at");
            Add(turn, """{"idempotencyKey":"k","speaker":"agent","acts":[],"facts":{"minor":"yes"}}""", "facts.minor");
            Add(decide, "{}", "idempotencyKey");
            Add(decide, """{"offered":"ask"}""", "offered");
            Add(decide, """{"idempotencyKey":"k","offered":[]}""", "offered");
            Add(decide, """{"idempotencyKey":"k","offered":["none"]}""", "offered");
            Add(decide, """{"idempotencyKey":"k","offered":[null]}""", "offered");
            Add(outcome, "{}", "idempotencyKey", "metric", "value");
            Add(outcome, """{"value":"1"}""", "value");
            Add(outcome, """{"final":"yes"}""", "final");
            Add(outcome, """{"metric":1}""", "metric");
            Add(outcome, """{"idempotencyKey":"k","metric":"converted","value":0.5}""", "value");
            Add(outcome, """{"idempotencyKey":"k","metric":"value","value":1,"decisionId":"00000000-0000-0000-0000-000000000001"}""", "decisionId");
            Add(outcome, """{"idempotencyKey":"k","metric":"value","value":1,"at":"2999-01-01T00:00:00Z"}""", "at");
            Add(close, "{}", "idempotencyKey");
            Add(close, """{"idempotencyKey":"k","reason":"done"}""", "reason");
            Add(close, """{"idempotencyKey":"a","idempotencyKey":"b"}""", "idempotencyKey");
            const string late = "POST /api/v1/outcomes";
            Add(late, "{}", "idempotencyKey", "rows");
            Add(late, """{"idempotencyKey":"k","withinDays":0,"rows":[]}""", "rows", "withinDays");
            Add(late, """{"rows":[{"value":"1"}]}""", "rows[0].value");
            Add(late, """{"rows":[{"match":{"conversationId":"x"}}]}""", "rows[0].match.conversationId");
            Add(late, """{"idempotencyKey":"k","rows":[{"match":{"conversationId":"00000000-0000-0000-0000-000000000001"},"metric":"value","value":1},null,{"match":{"externalId":"a","customerKey":"b"},"metric":"value","value":1},{"match":{"customerKey":"b"},"playbook":"cards"}]}""",
                "rows[1].match", "rows[1].metric", "rows[1].playbook", "rows[1].value", "rows[2].match", "rows[2].match.at", "rows[2].playbook", "rows[3].match.at", "rows[3].metric", "rows[3].value");
            Add("POST /api/v1/playbooks", "{}", "key", "name");
            Add("POST /api/v1/playbooks", """{"key":"Big Key","name":"n","locale":"?","idleMinutes":0}""", "idleMinutes", "key", "locale");
            Add("POST /api/v1/playbooks", """{"key":"cards","name":"n"}""", "key");
            Add("POST /api/v1/playbooks", """{"idleMinutes":1.5}""", "idleMinutes");
            Add($"PUT {Playbook}", "{}", "version");
            Add($"PUT {Playbook}", """{"version":1}""", "fallback", "idleMinutes", "locale", "name");
            Add($"PUT {Playbook}/reward", "{}", "version");
            Add($"PUT {Playbook}/reward", """{"version":1,"engagementWeight":-1,"valueCap":0,"attributionDays":400}""", "attributionDays", "engagementWeight", "valueCap");
            Add($"PUT {Playbook}/acts/new", "{}", "byAgent");
            Add($"POST {Playbook}/products", "{}", "key", "name");
            Add($"POST {Playbook}/products", """{"key":"gold","name":"Again"}""", "key");
            Add($"POST {Playbook}/products", """{"key":"new","name":"n","price":-1,"currency":"EURO","link":"javascript:alert(1)","priceUnit":"a very long unit that nobody would ever read out"}""", "currency", "link", "price", "priceUnit");
            Add($"POST {Playbook}/products", """{"key":"new","name":"n","price":5}""", "currency");
            Add($"POST {Playbook}/products", """{"key":"new","name":"n","numbers":[{"key":"name","value":1},{"key":"a b","value":1},{"key":"x"}]}""", "numbers");
            Add($"PUT {Playbook}/products/gold", "{}", "version");
            Add($"PUT {Playbook}/products/gold", """{"version":1}""", "name");
            Add($"PUT {Playbook}", """{"name":"n","locale":"en","locales":["en","?","de","de"],"idleMinutes":30,"fallback":"hand-over","version":1}""", "locales");
            Add($"POST {Playbook}/actions", """{"key":"new","acts":["ask"],"utterance":"{product.nam}","utterances":{"de":"Hallo"},"note":5}""", "note");
            Add($"POST {Playbook}/actions", """{"key":"new","acts":["ask"],"utterance":"{product.nam}","utterances":{"de":"Hallo"}}""", "utterance", "utterances.de");
            Add($"POST {Playbook}/actions", "{}", "acts", "key");
            Add($"POST {Playbook}/actions", """{"key":"new","acts":["unheard"],"product":"none"}""", "acts", "product");
            Add($"PUT {Playbook}/actions/ask-budget", "{}", "version");
            Add($"PUT {Playbook}/actions/ask-budget", """{"version":1}""", "acts");
            Add($"DELETE {Playbook}/actions/hand-over", "", "key");
            Add($"POST {Playbook}/facts", "{}", "key", "type", "usages");
            Add($"POST {Playbook}/facts", """{"type":"date"}""", "type");
            Add($"POST {Playbook}/facts", """{"key":"new","type":"flag","usages":["spying"]}""", "usages");
            Add($"POST {Playbook}/facts", """{"key":"new","type":"flag","usages":[],"words":["a"]}""", "words");
            Add($"PUT {Playbook}/facts/segment", "{}", "usages", "version");
            Add($"PUT {Playbook}/facts/segment", """{"usages":["policy"],"words":["loyal"],"version":1}""", "words");
            const string consent = "POST /api/v1/conversations/{id}/consents";
            Add(consent, "{}", "consents", "idempotencyKey");
            Add(consent, """{"idempotencyKey":"k","consents":[null,{"purpose":"a","granted":true}]}""", "consents[0].granted", "consents[0].purpose");
            Add(consent, """{"idempotencyKey":"k","consents":[{"purpose":"a","granted":true}],"at":"2001-01-01T00:00:00Z"}""", "at");
            Add($"POST {Playbook}/rules", "{}", "key", "sentence");
            Add($"POST {Playbook}/rules", """{"key":"Big Key","sentence":"Never say shout when height is true."}""", "actions.acts[0]", "key", "when.fact");
            Add($"POST {Playbook}/rules", """{"key":"k","sentence":"Never say ask wehn."}""", "sentence");
            Add($"POST {Playbook}/rules", """{"key":"k","sentence":"Never say ask.","document":{}}""", "sentence");
            Add($"POST {Playbook}/rules", """{"key":"k","document":{"schema":2,"form":"forbid"}}""", "$.schema");
            Add($"POST {Playbook}/rules", """{"key":"k","document":{"schema":1,"key":"k","version":1,"form":"dance"}}""", "$.form");
            Add($"POST {Playbook}/rules", """{"key":"k","sentence":"Never say ask, from 2026-02-01, until 2026-01-01."}""", "effectiveUntil");
            Add($"POST {Playbook}/rules", """{"sentence":1}""", "sentence");
            Add($"PUT {Playbook}/rules/none", "{}", "version");
            Add($"POST {Playbook}/rules/none/submit", "{}", "version");
            Add($"POST {Playbook}/rules/none/return", """{"version":"1"}""", "version");
            Add($"POST {Playbook}/rule-preview", """{"sentence":"Never say ask.","last":0}""", "last");
            Add($"POST {Playbook}/rule-preview", """{"sentence":"Never say shout."}""", "actions.acts[0]");
            Add($"POST {Playbook}/rule-trace", "{}", "events");
            Add($"POST {Playbook}/rule-trace", """{"events":[null,{"kind":"agent","at":"2026-01-01T00:00:00Z","facts":{"segment":[]}}]}""", "events[0].at", "events[0].kind", "events[1].facts.segment");
            Add($"POST {Playbook}/rule-trace", """{"events":[{"kind":"boss"}]}""", "events[0].kind");
            Add($"POST {Playbook}/rule-trace", """{"events":[{"kind":"consent","at":"2026-01-01T00:00:00Z","acts":["shout"],"purpose":"none","facts":{"height":1}}]}""", "events[0].acts", "events[0].facts.height", "events[0].purpose");
            Add($"POST {Playbook}/rule-verifications", """{"mode":"wild"}""", "mode");
            Add($"POST {Playbook}/rule-verifications", """{"rules":"some"}""", "rules");
            Add($"POST {Playbook}/rule-verifications", """{"mostStates":5}""", "mostStates");
            Add($"POST {Playbook}/rule-imports", "{}", "body");
            Add(experiment, "{}", "arms", "hypothesis", "key", "name");
            Add(experiment, """{"arms":[{"share":-1}]}""", "arms[0].share");
            Add(experiment, """{"key":"second","name":"n","hypothesis":"h","arms":[{"key":"a","name":"A","policy":"uniform","share":1,"control":true},{"key":"b","policy":"none","share":1}]}""", "arms[1].name", "arms[1].policy");
            Add(experiment, """{"key":"first","name":"n","hypothesis":"h","arms":[]}""", "key");
            Add("POST /api/v1/keys", "{}", "name", "scopes");
            Add("POST /api/v1/keys", """{"name":"n","scopes":["all"]}""", "scopes");
            Add("POST /api/v1/keys", """{"name":"n","scopes":[]}""", "scopes");
            return data;
        }
    }

    [Theory, MemberData(nameof(Bodies))]
    public async Task WrongBody_NamesExactlyItsFields(string route, string body, string fields)
    {
        using var client = shared.Host.Client();
        var path = route.Split(' ')[1].Replace("{id}", shared.Conversation.ToString(), StringComparison.Ordinal);
        using var request = new HttpRequestMessage(new HttpMethod(route.Split(' ')[0]), path);
        if (request.Method != HttpMethod.Delete)
            request.Content = ApiHost.Text(body);
        var problem = await ApiHost.ProblemAsync(client.SendAsync(request), HttpStatusCode.BadRequest);
        var errors = problem["errors"]!.AsObject();
        Assert.Equal(fields, string.Join(' ', errors.Select(e => e.Key).Order(StringComparer.Ordinal)));
        Assert.All(errors, e => Assert.NotEmpty(e.Value!.AsArray()));
        Assert.DoesNotContain("System.", problem.ToJsonString(), StringComparison.Ordinal);
    }

    public sealed class PlaybookHost : IAsyncLifetime
    {
        public ApiHost Host { get; private set; } = null!;

        public Guid Conversation { get; private set; }

        public async ValueTask InitializeAsync()
        {
            Host = await ApiHost.StartWithPlaybookAsync();
            using var client = Host.Client();
            Conversation = await Host.OpenAsync(client);
        }

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
