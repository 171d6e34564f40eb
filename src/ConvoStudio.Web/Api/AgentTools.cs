using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Contexts;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ConvoStudio.Web.Api;

/// <summary>Tools for language-model agents: one a call, made from the OpenAPI document of this server, with the playbook's own words.</summary>
internal sealed class AgentTools(IServiceProvider services, PlaybookService playbooks)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Call[] Calls =
    [
        new("open_conversation", "/api/v1/playbooks/{playbook}/conversations", ["customerKey", "channel"]),
        new("add_turn", "/api/v1/conversations/{id}/turns", ["speaker", "acts"]),
        new("ask_next_action", "/api/v1/conversations/{id}/decisions", []),
        new("report_outcome", "/api/v1/conversations/{id}/outcomes", ["metric", "value"]),
        new("close_conversation", "/api/v1/conversations/{id}/close", []),
    ];

    private sealed record Call(string Name, string Path, string[] Required);

    /// <summary>The tools as indented JSON: <c>tools</c> to hand to the model, <c>calls</c> for the program that carries them out.</summary>
    /// <param name="baseAddress">Of this server, without a slash at the end.</param>
    public async Task<string> WriteAsync(IActor actor, string playbook, string baseAddress, CancellationToken cancellationToken = default) =>
        (await MakeAsync(actor, playbook, baseAddress, cancellationToken)).ToJsonString(Readable);

    private async Task<JsonObject> MakeAsync(IActor actor, string key, string baseAddress, CancellationToken cancellationToken)
    {
        var playbook = await playbooks.GetAsync(actor, key, cancellationToken);
        var provider = services.GetRequiredKeyedService<IOpenApiDocumentProvider>("v1");
        var document = JsonNode.Parse(await (await provider.GetOpenApiDocumentAsync(cancellationToken)).SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, cancellationToken))!;
        var (tools, calls) = (new JsonArray(), new JsonObject());
        foreach (var call in Calls)
        {
            var operation = document["paths"]![call.Path]!["post"]!;
            var schema = Inline(document, operation["requestBody"]!["content"]!["application/json"]!["schema"]!).AsObject();
            tools.Add(new JsonObject
            {
                ["type"] = "function",
                ["function"] = new JsonObject
                {
                    ["name"] = call.Name,
                    ["description"] = Describe(operation),
                    ["parameters"] = Parameters(schema, call, playbook),
                },
            });
            calls[call.Name] = new JsonObject { ["method"] = "POST", ["path"] = call.Path.Replace("{playbook}", key, StringComparison.Ordinal).Replace("{id}", "{conversationId}", StringComparison.Ordinal) };
        }

        return new JsonObject
        {
            ["playbook"] = key,
            ["baseAddress"] = baseAddress,
            ["keyHeader"] = Auth.ApiKeyDefaults.Header,
            ["runnerAdds"] = new JsonArray("idempotencyKey"),
            ["tools"] = tools,
            ["calls"] = calls,
        };
    }

    private static JsonObject Parameters(JsonObject schema, Call call, Playbook playbook)
    {
        var properties = schema["properties"]!.AsObject();
        // The program that carries the call out makes the key; a model would invent one.
        properties.Remove("idempotencyKey");
        var required = new JsonArray([.. call.Required.Select(name => JsonValue.Create(name))]);
        var all = new JsonObject();
        if (call.Path.Contains("{id}", StringComparison.Ordinal))
        {
            all["conversationId"] = new JsonObject { ["type"] = "string", ["format"] = "uuid", ["description"] = "As open_conversation answered." };
            required.Insert(0, "conversationId");
        }

        foreach (var (name, property) in properties.ToList())
        {
            properties.Remove(name);
            all[name] = property;
        }

        Speak(all, playbook);
        return new JsonObject { ["type"] = "object", ["properties"] = all, ["required"] = required, ["additionalProperties"] = false };
    }

    /// <summary>Puts the words of the playbook where the document only says "a text".</summary>
    private static void Speak(JsonObject properties, Playbook playbook)
    {
        var actions = playbook.Actions.Where(a => !a.Archived).OrderBy(a => a.Number).Select(a => a.Key).ToList();
        if (properties.ContainsKey("speaker"))
            properties["speaker"] = Words("Who said it.", ["agent", "customer"]);
        if (properties.ContainsKey("acts"))
            properties["acts"] = new JsonObject { ["type"] = "array", ["description"] = "What the turn did, in order; empty when unsure.", ["items"] = Words(null, playbook.Acts.OrderBy(a => a.Position).Select(a => a.Key)) };
        if (properties.ContainsKey("product") && playbook.Products.Any(p => !p.Archived))
            properties["product"] = Words("The product the turn is about.", playbook.Products.Where(p => !p.Archived).Select(p => p.Key));
        if (properties.ContainsKey("offered"))
            properties["offered"] = new JsonObject { ["type"] = "array", ["description"] = "Actions possible this turn; leave out for all.", ["items"] = Words(null, actions) };
        if (properties.ContainsKey("executed"))
            properties["executed"] = Words("The action carried out instead of the drawn one; with execution overridden.", actions);
        if (properties.ContainsKey("execution"))
            properties["execution"] = Words("How the drawn action was carried out; together with decisionId.", ["followed", "edited", "overridden"]);
        if (properties.ContainsKey("facts"))
            properties["facts"] = Facts(playbook);
    }

    private static JsonObject Facts(Playbook playbook)
    {
        var facts = new JsonObject();
        foreach (var fact in playbook.Facts.Where(f => !f.Archived && f.Usages != FactUsages.None).OrderBy(f => f.Position))
        {
            facts[fact.Key] = fact.Type switch
            {
                FactType.Number => new JsonObject { ["type"] = new JsonArray("number", "null") },
                FactType.Flag => new JsonObject { ["type"] = new JsonArray("boolean", "null") },
                _ when fact.Words.Count > 0 => new JsonObject { ["type"] = new JsonArray("string", "null"), ["enum"] = new JsonArray([.. fact.Words.Select(w => JsonValue.Create(w)), null]) },
                _ => new JsonObject { ["type"] = new JsonArray("string", "null") },
            };
        }

        return new JsonObject { ["type"] = "object", ["description"] = "Facts learnt, by key; null when not known.", ["properties"] = facts, ["additionalProperties"] = false };
    }

    private static JsonObject Words(string? description, IEnumerable<string> words)
    {
        var schema = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. words.Select(w => JsonValue.Create(w))]) };
        if (description is not null)
            schema["description"] = description;
        return schema;
    }

    private static string Describe(JsonNode operation)
    {
        var description = operation["description"]?.GetValue<string>() ?? "";
        // The scope is the program's matter, not the model's.
        var end = description.IndexOf("Scope:", StringComparison.Ordinal);
        return $"{operation["summary"]!.GetValue<string>()}. {(end < 0 ? description : description[..end])}".Trim();
    }

    private static JsonNode Inline(JsonNode document, JsonNode schema)
    {
        if (schema is JsonObject reference && reference["$ref"]?.GetValue<string>() is { } path)
            return Inline(document, document["components"]!["schemas"]![path.Split('/')[^1]]!);
        return schema switch
        {
            JsonObject one => new JsonObject(one.Select(p => KeyValuePair.Create(p.Key, p.Value is null ? null : (JsonNode?)Inline(document, p.Value)))),
            JsonArray many => new JsonArray([.. many.Select(item => item is null ? null : Inline(document, item))]),
            _ => schema.DeepClone(),
        };
    }
}

internal static class AgentToolEndpoints
{
    public static void MapAgentTools(this IEndpointRouteBuilder api) => api.MapGet("/playbooks/{playbook}/tools", GetAsync).Is(new(
        UseCase.ReadPlaybooks, "Read the tools of an agent", StatusCodes.Status200OK,
        Description: "Function-calling schemas for a language-model agent, with the acts, facts and actions of the playbook."));

    private static async Task<IResult> GetAsync(string playbook, HttpContext context, AgentTools tools) => TypedResults.Text(
        await tools.WriteAsync(context.KeyActor(), playbook, $"{context.Request.Scheme}://{context.Request.Host}", context.RequestAborted), "application/json");
}
