using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Outcomes;

/// <summary>Late outcomes in batch, as a machine sends them. A batch that is sent again gets the stored answer byte for byte, also while the first is in
/// flight; one that was cut off in the middle records only what is missing.</summary>
public sealed class OutcomeBatchService(IDbContextFactory<StudioDbContext> contexts, LateOutcomes outcomes, TimeProvider time)
{
    /// <summary>Rows a batch may have.</summary>
    public const int MostRows = 1000;

    // Later the rows are still not doubled: each conversation remembers what it was told.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    private readonly ConcurrentDictionary<(string Scope, UInt128 Key), (UInt128 Body, Lazy<Task<Answer>> Answer)> _inFlight = new();

    /// <param name="identity">Key and body of the whole batch.</param>
    /// <exception cref="RequestConflictException">The key was used with another body.</exception>
    /// <exception cref="Log.LogBusyException">The log takes nothing now; send the same batch again.</exception>
    public async Task<Answer> RecordAsync(
        IActor actor, IReadOnlyList<LateOutcome> rows, int withinDays, RequestIdentity identity, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReportOutcomes);
        var key = (actor.Id, identity.Key);
        // Not the caller's token: whoever hangs up must not leave half a batch behind.
        var mine = (identity.BodyHash, new Lazy<Task<Answer>>(() => FlyAsync(actor.Id, rows, withinDays, identity)));
        var flight = _inFlight.GetOrAdd(key, mine);
        if (flight.Body != identity.BodyHash)
            throw OtherBody();
        return await flight.Answer.Value.WaitAsync(cancellationToken);
    }

    private async Task<Answer> FlyAsync(string scope, IReadOnlyList<LateOutcome> rows, int withinDays, RequestIdentity identity)
    {
        try
        {
            return await RunAsync(scope, rows, withinDays, identity);
        }
        finally
        {
            _inFlight.TryRemove((scope, identity.Key), out _);
        }
    }

    private async Task<Answer> RunAsync(string scope, IReadOnlyList<LateOutcome> rows, int withinDays, RequestIdentity identity)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var (key, body) = (Hex(identity.Key), Hex(identity.BodyHash));
        if (await db.OutcomeBatches.AsNoTracking().SingleOrDefaultAsync(b => b.Scope == scope && b.Key == key) is { } known)
            return known.BodyHash == body ? new Answer(known.Answer, Repeated: true) : throw OtherBody();
        var results = await outcomes.RecordAsync(
            rows, withinDays, i => RequestIdentity.Of(string.Create(CultureInfo.InvariantCulture, $"outcomes {scope} {key} {i}"), "late outcome", Encoding.ASCII.GetBytes(body)),
            patient: false, CancellationToken.None);
        var answer = JsonSerializer.SerializeToUtf8Bytes(OutcomeBatchAnswer.Of(results), OutcomeJson.Default.OutcomeBatchAnswer);
        var now = time.GetUtcNow();
        var oldest = now - Kept;
        await db.OutcomeBatches.Where(b => b.At < oldest).ExecuteDeleteAsync();
        db.OutcomeBatches.Add(OutcomeBatch.Create(scope, key, body, answer, now));
        await db.SaveChangesAsync();
        return new Answer(answer, Repeated: false);
    }

    private static string Hex(UInt128 number) => number.ToString("x32", CultureInfo.InvariantCulture);

    private static RequestConflictException OtherBody() =>
        new("This idempotency key was used before with another body. Send the first body again, or take a new key.");
}
