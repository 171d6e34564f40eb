using System.Globalization;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Outbox;

/// <summary>Brings saved configurations into force, in the order they were saved. One at a time: the log's order is the order of the rows.</summary>
public sealed class OutboxDispatcher(IDbContextFactory<StudioDbContext> contexts, IConfigurations configurations, TimeProvider time) : IDisposable
{
    public const string ParametersBlob = "policy-parameters";
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>Dispatches everything that waits; when it returns, every change committed before the call is in force.</summary>
    public async Task<int> FlushAsync(CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var dispatched = 0;
            while (await DispatchNextAsync(cancellationToken))
                dispatched++;
            return dispatched;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<bool> DispatchNextAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.Outbox.Where(r => r.DispatchedAt == null).OrderBy(r => r.Id).FirstOrDefaultAsync(cancellationToken);
        if (row is null)
            return false;
        var active = configurations.Find(row.PlaybookKey)?.Configuration;
        // A crash between activation and this mark leaves the row behind although its version is in force.
        if (active is null || active.Version < row.Version)
        {
            var configuration = ConfigurationHash.Read(row.Configuration);
            var blobs = await NewBlobsAsync(db, configuration, active, cancellationToken);
            await configurations.ActivateAsync(configuration, row.Author, blobs, cancellationToken);
        }

        row.Dispatched(time.GetUtcNow());
        // In force already: the mark must not be lost to a caller who went away.
        await db.SaveChangesAsync(CancellationToken.None);
        return true;
    }

    private static async Task<IReadOnlyList<LogBlob>> NewBlobsAsync(
        StudioDbContext db, PlaybookConfiguration configuration, PlaybookConfiguration? active, CancellationToken cancellationToken)
    {
        var known = active?.Policies.Select(p => p.ParametersHash).ToHashSet(StringComparer.Ordinal) ?? [];
        var hashes = configuration.Policies.Select(p => p.ParametersHash).OfType<string>().Where(h => !known.Contains(h)).Distinct(StringComparer.Ordinal).ToList();
        if (hashes.Count == 0)
            return [];
        var parameters = await db.PolicyParameters.AsNoTracking().Where(p => hashes.Contains(p.Hash)).ToListAsync(cancellationToken);
        if (parameters.Count != hashes.Count)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Parameters of {hashes.Count - parameters.Count} policies of {configuration.Playbook} are missing in studio.db."));
        return [.. parameters.Select(p => new LogBlob(Convert.FromHexString(p.Hash), ParametersBlob, 1, p.Bytes))];
    }
}
