using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Rewards;
using ConvoStudio.Engine.Simulation;

namespace ConvoStudio.Application.Imports;

/// <summary>Writes imported conversations into the log, each as one append that is there wholly or not at all. Ids are derived from the playbook and
/// the external id, so that a second or resumed run adds nothing.</summary>
internal sealed class ImportedLogWriter(
    IDecisionLog log, TimeProvider time, string playbook, string configurationHash, ImportedReplay replay, DateTimeOffset baseTime)
{
    private const string Channel = "imported";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Event time of every opening: imports carry none.</summary>
    public DateTimeOffset BaseTime => baseTime;

    public Guid PublicId(string externalId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"imported\n{playbook}\n{externalId}"), hash);
        return new Guid(hash[..16]);
    }

    public bool IsThere(string externalId) => log.FindConversation(PublicId(externalId)) is not null;

    /// <summary>Completes when the conversation is on disk; waits while the log is busy.</summary>
    public async Task WriteAsync(SampleConversation conversation, CancellationToken cancellationToken)
    {
        var append = Append(conversation);
        while (true)
        {
            try
            {
                await log.AppendAsync(append, CancellationToken.None);
                return;
            }
            catch (LogBusyException) when (log.ReadOnlyReason is null)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    private LogAppend Append(SampleConversation conversation)
    {
        var externalId = conversation.ExternalId!;
        var entries = new List<NewLogEntry>((conversation.Turns.Count * 2) + 4)
        {
            Entry(LogKind.Opened, null, baseTime, new OpenedPayload(replay.PolicyFacts(conversation), null, configurationHash), LogJson.Default.OpenedPayload),
        };
        foreach (var step in replay.Decisions(conversation))
        {
            // Imports carry no times: a second a turn keeps their order.
            var at = baseTime.AddSeconds(step.Turn + 1);
            if (step.Action is { } action)
            {
                var sparse = SparseContext.From(step.Context);
                entries.Add(Entry(LogKind.ImportedDecision, step.Turn, at, new ImportedDecisionPayload(action, sparse.Slots, sparse.Values), LogJson.Default.ImportedDecisionPayload));
            }

            var said = new TurnPayload(step.Said.Speaker, Unlabelled.Store(step.Said.Acts), null, step.Said.Sentiment, null, null, null, null, HasText: false);
            entries.Add(Entry(LogKind.Turn, step.Turn, at, said, LogJson.Default.TurnPayload));
        }

        var end = baseTime.AddSeconds(conversation.Turns.Count + 1);
        if (conversation.Value is { } value)
            entries.Add(Entry(LogKind.Outcome, null, end, new OutcomePayload(OutcomeMetric.Value, value, Final: true, null), LogJson.Default.OutcomePayload));
        entries.Add(Entry(
            LogKind.Outcome, null, end, new OutcomePayload(OutcomeMetric.Converted, conversation.Converted ? 1 : 0, Final: true, null), LogJson.Default.OutcomePayload));
        entries.Add(Entry(LogKind.Closed, null, end, new EndedPayload("imported"), LogJson.Default.EndedPayload));
        var opens = new NewConversation(PublicId(externalId), externalId, playbook, Customer(externalId), Channel, null, null, null);
        return new LogAppend(LogSource.Imported, entries, Opens: opens);
    }

    /// <remarks>Imports name no customer, so every conversation is one of its own.</remarks>
    private byte[] Customer(string externalId) =>
        HMACSHA256.HashData(log.Secret.Span, Encoding.UTF8.GetBytes($"imported\n{playbook}\n{externalId}"));

    private static NewLogEntry Entry<T>(LogKind kind, int? turn, DateTimeOffset at, T payload, JsonTypeInfo<T> type) =>
        new(kind, turn, at, JsonSerializer.SerializeToUtf8Bytes(payload, type));
}
