using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ConvoStudio.Application.ConversationLists;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Segments;
using ConvoStudio.Application.Simulations;
using ConvoStudio.Application.Studios;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Common;

namespace ConvoStudio.Web.Components.Conversations;

/// <summary>Files of conversations: everything a filter holds as CSV or JSON lines, written while it is read, and one conversation as JSON.</summary>
internal static class ConversationExport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Line = new(JsonSerializerDefaults.Web);
    private static readonly string[] Head = ["id", "externalId", "source", "channel", "experiment", "arm", "turns", "decisions", "blocked", "deviations", "ended", "converted", "value", "opened", "last"];

    public static void MapConversationExports(this IEndpointRouteBuilder app)
    {
        foreach (var root in (string[])["", "/rehearsals/{rehearsal:guid}"])
        {
            var group = app.MapGroup($"{root}/conversations").RequireAuthorization(new OpenToAttribute(UseCase.ReadConversations));
            group.MapGet("/export.csv", (HttpContext context, string playbook, Guid? rehearsal) => ListAsync(context, playbook, rehearsal, csv: true));
            group.MapGet("/export.json", (HttpContext context, string playbook, Guid? rehearsal) => ListAsync(context, playbook, rehearsal, csv: false));
            group.MapGet("/{id:guid}/export.json", OneAsync);
        }
    }

    private static async Task<IResult> ListAsync(HttpContext context, string playbook, Guid? rehearsal, bool csv)
    {
        if (await FindAsync(context, rehearsal) is not { } view)
            return TypedResults.NotFound();
        var actor = PageActor.Of(context.User);
        var filter = await ConversationQuery.Parse(context.Request.QueryString.Value)
            .ToFilterAsync(context.RequestServices.GetRequiredService<SegmentService>(), actor, playbook, view.Studio, context.RequestAborted);
        await view.Index.AdvanceAsync(cancellationToken: context.RequestAborted);
        var lines = view.Index.ListAll(actor, filter);
        return TypedResults.Stream(
            async stream =>
            {
                await using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
                if (csv)
                    await writer.WriteAsync(Csv.Of(Head, []));
                foreach (var line in lines)
                {
                    context.RequestAborted.ThrowIfCancellationRequested();
                    await writer.WriteAsync(csv ? Csv.Of(Cells(line), []) : JsonSerializer.Serialize(Fields(line), Line) + "\n");
                }
            },
            csv ? "text/csv; charset=utf-8" : "application/x-ndjson", csv ? "conversations.csv" : "conversations.jsonl");
    }

    private static async Task<IResult> OneAsync(HttpContext context, Guid id, Guid? rehearsal, IProtectedStore texts)
    {
        if (await FindAsync(context, rehearsal) is not { } view || view.Studio.Log.FindConversation(id) is not { } row)
            return TypedResults.NotFound();
        var words = view.IsSimulated ? null : await texts.LoadTextsAsync(id, context.RequestAborted);
        var talk = Talk.Read(row, view.Studio.Log.ReadConversation(row.No), words);
        var hidden = view.Studio.Configurations.Find(row.Playbook)?.Configuration.Definition.Facts
            .Where(fact => !fact.Usages.HasFlag(FactUsages.Policy)).Select(fact => fact.Key).ToHashSet(StringComparer.Ordinal) ?? [];
        return TypedResults.File(JsonSerializer.SerializeToUtf8Bytes(Document(talk, hidden), Json), "application/json", $"conversation-{Readable.Short(id)}.json");
    }

    private static async Task<StudioView?> FindAsync(HttpContext context, Guid? rehearsal)
    {
        var services = context.RequestServices;
        var indexes = services.GetRequiredService<ConversationIndexes>();
        if (rehearsal is not { } id)
            return new StudioView(services.GetRequiredService<Studio>(), null, indexes);
        try
        {
            var run = await services.GetRequiredService<RehearsalService>().GetAsync(PageActor.Of(context.User), id, context.RequestAborted);
            return await services.GetRequiredService<RehearsalBottles>().FindAsync(id, context.RequestAborted) is { } studio ? new StudioView(studio, run, indexes) : null;
        }
        catch (Application.Persistence.NotFoundException)
        {
            return null;
        }
    }

    private static string[] Cells(ListedConversation line) =>
    [
        line.PublicId.ToString(), line.ExternalId ?? "", Word(line.Source), line.Channel, line.Experiment ?? "", line.Arm ?? "", Text(line.Turns), Text(line.Decisions), Text(line.Blocked),
        Text(line.Deviations), Ended(line.Ended) ?? "", Text(line.Converted), Text(line.Value), Text(line.OpenedAt), Text(line.LastAt),
    ];

    private static object Fields(ListedConversation line) => new
    {
        id = line.PublicId,
        line.ExternalId,
        source = Word(line.Source),
        line.Channel,
        line.Experiment,
        line.Arm,
        line.Turns,
        line.Decisions,
        line.Blocked,
        line.Deviations,
        ended = Ended(line.Ended),
        line.Converted,
        line.Value,
        opened = line.OpenedAt,
        last = line.LastAt,
    };

    private static object Document(Talk talk, HashSet<string> hidden) => new
    {
        id = talk.Row.PublicId,
        talk.Row.ExternalId,
        talk.Row.Playbook,
        source = Word(talk.Row.Source),
        talk.Row.Channel,
        talk.Row.Jurisdiction,
        talk.Row.Locale,
        opened = talk.OpenedAt,
        experiment = talk.Assignment?.Experiment,
        arm = talk.Assignment?.Arm,
        facts = Facts(talk.OpeningFacts, hidden),
        outcomes = talk.Outcomes,
        course = talk.Course.Select(item => item switch
        {
            TalkTurn turn => (object)new
            {
                kind = "turn",
                turn = turn.Number + 1,
                at = turn.At,
                speaker = turn.Said.Speaker == Speaker.Agent ? "agent" : "customer",
                turn.Said.Acts,
                turn.Said.Product,
                turn.Said.Sentiment,
                facts = Facts(turn.Said.Facts, hidden),
                turn.Text,
                turn.Said.Execution,
                turn.Said.Executed,
                decision = turn.Decision is { } decision ? Decision(decision) : null,
            },
            TalkDecision unfollowed => new { kind = "decision", at = unfollowed.Entry.OccurredAt, decision = Decision(unfollowed) },
            TalkEvent one => new { kind = Word(one.Entry.Kind), at = one.Entry.OccurredAt, detail = one.Payload },
            _ => new { },
        }),
    };

    private static object Decision(TalkDecision decision) => new
    {
        decision.Payload.DecisionId,
        decision.Payload.Policy,
        decision.Payload.PolicySequence,
        decision.Payload.ConfigurationHash,
        decision.Payload.Experiment,
        decision.Payload.Arm,
        decision.Payload.Eligible,
        decision.Payload.Weights,
        decision.Payload.Scores,
        decision.Payload.Drawn,
        decision.Payload.Forced,
        blocked = decision.Payload.Blocked.Select(one => new { one.Action, one.Rule, one.Sentence }),
    };

    private static Dictionary<string, object?>? Facts(IReadOnlyDictionary<string, FactValue>? facts, HashSet<string> hidden) =>
        facts?.Where(fact => !hidden.Contains(fact.Key)).ToDictionary(fact => fact.Key, fact => fact.Value.Kind switch
        {
            FactValueKind.Number => fact.Value.Number,
            FactValueKind.Flag => fact.Value.Number != 0,
            FactValueKind.Word => fact.Value.Word,
            FactValueKind.Withheld => new { withheld = true },
            _ => (object?)null,
        }, StringComparer.Ordinal);

    private static string? Ended(LogKind? ended) => ended is { } kind ? Word(kind) : null;

    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static string Text(IFormattable? value) => value?.ToString(value is DateTimeOffset ? "O" : null, System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
