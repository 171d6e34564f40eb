using System.Security.Cryptography;
using System.Text;
using ConvoStudio.Application.Audit;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Keys;

/// <summary>A key just made; <paramref name="Secret"/> is shown once and stored nowhere.</summary>
public sealed record CreatedApiKey(ApiKey Key, string Secret);

/// <summary>Makes, lists, revokes and verifies keys.</summary>
public sealed class ApiKeyService(IDbContextFactory<StudioDbContext> contexts, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan UseResolution = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile Known[]? _known;

    public async Task<CreatedApiKey> CreateAsync(IActor actor, string name, KeyScopes scopes, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ManageKeys);
        Check(name, scopes);
        // A key can never hand out more than it holds itself.
        if (!actor.IsSystem && actor.Roles.Count == 0 && (scopes & ~actor.Scopes) != KeyScopes.None)
            throw new ForbiddenException(actor.Name, UseCase.ManageKeys);
        var secret = "cs_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        return new CreatedApiKey(await StoreAsync(actor, name.Trim(), secret, scopes, cancellationToken), secret);
    }

    /// <summary>The first key, given from outside (CONVOSTUDIO_API_KEY), with all scopes. Does nothing when it is already stored, revoked or not.</summary>
    /// <exception cref="ValidationException">Shorter than 16 characters.</exception>
    public async Task EnsureFirstKeyAsync(string secret, CancellationToken cancellationToken = default)
    {
        new FieldErrors().Require(secret.Length is >= 16 and <= 200, "CONVOSTUDIO_API_KEY", "Use 16 to 200 characters.").ThrowIfAny();
        var hash = HashOf(secret);
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (await db.ApiKeys.AnyAsync(k => k.Hash == hash, cancellationToken))
                return;
        }

        await StoreAsync(Actor.System, "First key (environment)", secret, KeyScopes.All, cancellationToken);
    }

    public async Task<IReadOnlyList<ApiKey>> ListAsync(IActor actor, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ManageKeys);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ApiKeys.AsNoTracking().OrderByDescending(k => k.CreatedAt).ThenBy(k => k.Id).ToListAsync(cancellationToken);
    }

    /// <exception cref="NotFoundException">No such key.</exception>
    /// <exception cref="TransitionException">Already revoked.</exception>
    public async Task<ApiKey> RevokeAsync(IActor actor, Guid id, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ManageKeys);
        using var scope = AuditScope.Begin(actor, UseCase.ManageKeys);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var key = await db.ApiKeys.SingleOrDefaultAsync(k => k.Id == id, cancellationToken) ?? throw new NotFoundException("key", id.ToString());
        key.Revoke(time.GetUtcNow(), actor.Name);
        await db.SaveChangesAsync(cancellationToken);
        await ForgetAsync();
        return key;
    }

    /// <summary>The actor of a presented key, or null. Compares the hash with every active one in constant time.</summary>
    public async ValueTask<IActor?> VerifyAsync(string? presented, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrEmpty(presented) || presented.Length > 200)
            return null;
        var known = _known ?? await LoadAsync(cancellationToken);
        Known? found = null;
        var hash = HashOf(presented);
        foreach (var candidate in known)
        {
            if (CryptographicOperations.FixedTimeEquals(candidate.Hash, hash))
                found = candidate;
        }

        if (found is not null)
            await TouchAsync(found, cancellationToken);
        return found?.Actor;
    }

    public void Dispose() => _loading.Dispose();

    private static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private static void Check(string name, KeyScopes scopes) => new FieldErrors()
        .Text(name, "name", 100)
        .Require(scopes != KeyScopes.None && (scopes & ~KeyScopes.All) == KeyScopes.None, "scopes", "Choose at least one of decide, report and manage.")
        .ThrowIfAny();

    private async Task<ApiKey> StoreAsync(IActor actor, string name, string secret, KeyScopes scopes, CancellationToken cancellationToken)
    {
        using var scope = AuditScope.Begin(actor, UseCase.ManageKeys);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var key = ApiKey.Create(Guid.CreateVersion7(now), name, secret[..7], HashOf(secret), scopes, now, actor.Name);
        db.ApiKeys.Add(key);
        await db.SaveChangesAsync(cancellationToken);
        await ForgetAsync();
        return key;
    }

    private async Task<Known[]> LoadAsync(CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken);
        try
        {
            if (_known is { } loaded)
                return loaded;
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var keys = await db.ApiKeys.AsNoTracking().Where(k => k.RevokedAt == null).ToListAsync(cancellationToken);
            return _known = [.. keys.Select(k => new Known(k.Id, k.Hash, Actor.Key(k.Id, k.Name, k.Scopes), k.LastUsedAt))];
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <remarks>Under the same gate as loading: a load that read before the change must not publish after it.</remarks>
    private async Task ForgetAsync()
    {
        await _loading.WaitAsync(CancellationToken.None);
        _known = null;
        _loading.Release();
    }

    /// <remarks>A single statement past the audit: a use is no change.</remarks>
    private async Task TouchAsync(Known key, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var last = Interlocked.Read(ref key.LastUsedTicks);
        if (now.UtcTicks - last < UseResolution.Ticks || Interlocked.CompareExchange(ref key.LastUsedTicks, now.UtcTicks, last) != last)
            return;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.ApiKeys.Where(k => k.Id == key.Id).ExecuteUpdateAsync(k => k.SetProperty(x => x.LastUsedAt, now), cancellationToken);
    }

    private sealed class Known(Guid id, byte[] hash, IActor actor, DateTimeOffset? lastUsed)
    {
        public long LastUsedTicks = lastUsed?.UtcTicks ?? 0;

        public Guid Id { get; } = id;

        public byte[] Hash { get; } = hash;

        public IActor Actor { get; } = actor;
    }
}
