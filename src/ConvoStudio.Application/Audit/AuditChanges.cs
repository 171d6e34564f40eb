using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace ConvoStudio.Application.Audit;

/// <summary>Reads from a context what is about to be saved, as entries of the audit log. Secrets never leave here.</summary>
internal static class AuditChanges
{
    // Identity's own types carry no attribute of ours.
    private static readonly HashSet<string> SecretOrNoise = new(StringComparer.Ordinal)
    {
        nameof(IdentityUser.PasswordHash), nameof(IdentityUser.SecurityStamp), nameof(IdentityUser.ConcurrencyStamp),
        nameof(IdentityUser.NormalizedEmail), nameof(IdentityUser.NormalizedUserName), nameof(IdentityUser.AccessFailedCount), "ProviderKey",
    };

    public static List<AuditChange> Of(DbContext db)
    {
        db.ChangeTracker.DetectChanges();
        var changes = new List<AuditChange>();
        foreach (var entry in db.ChangeTracker.Entries())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted) || IsLeftOut(entry.Metadata.ClrType))
                continue;
            if (Of(entry) is { } change)
                changes.Add(change);
        }

        return changes;
    }

    private static bool IsLeftOut(Type type) =>
        type == typeof(AuditEntry) || type.IsDefined(typeof(NotAuditedAttribute)) || IsGeneric(type, typeof(IdentityUserToken<>));

    private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    private static AuditChange? Of(EntityEntry entry)
    {
        JsonObject before = [], after = [];
        foreach (var property in entry.Properties)
        {
            if (!IsShown(property) || (entry.State == EntityState.Modified && !property.IsModified))
                continue;
            if (entry.State != EntityState.Added)
                before[property.Metadata.Name] = Json(property.OriginalValue, property);
            if (entry.State != EntityState.Deleted)
                after[property.Metadata.Name] = Json(property.CurrentValue, property);
        }

        if (entry.State == EntityState.Modified && after.Count == 0 && !entry.Properties.Any(p => p.IsModified && IsSecret(p)))
            return null;
        return new AuditChange(
            NameOf(entry.Metadata.ClrType), KeyOf(entry), entry.State.ToString().ToLowerInvariant(),
            entry.State == EntityState.Added ? null : before.ToJsonString(), entry.State == EntityState.Deleted ? null : after.ToJsonString());
    }

    /// <remarks>A changed password is an act to be seen, though neither value may be: such an entry has no fields.</remarks>
    private static bool IsSecret(PropertyEntry property) => property.Metadata.Name == nameof(IdentityUser.PasswordHash);

    private static bool IsShown(PropertyEntry property) =>
        !SecretOrNoise.Contains(property.Metadata.Name) && property.Metadata.ClrType != typeof(byte[])
        && property.Metadata.PropertyInfo?.IsDefined(typeof(NotAuditedAttribute)) != true;

    private static string NameOf(Type type)
    {
        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? type.Name : type.Name[..tick];
    }

    private static string KeyOf(EntityEntry entry) => string.Join(
        '/', entry.Metadata.FindPrimaryKey()!.Properties.Select(p => Convert.ToString(entry.Property(p).CurrentValue, CultureInfo.InvariantCulture)));

    /// <remarks>As the column holds it, so that what is shown is what was stored.</remarks>
    private static JsonValue? Json(object? value, PropertyEntry property)
    {
        var converter = property.Metadata.GetTypeMapping().Converter;
        return (converter is null || value is null ? value : converter.ConvertToProvider(value)) switch
        {
            null => null,
            bool flag => JsonValue.Create(flag),
            int number => JsonValue.Create(number),
            long number => JsonValue.Create(number),
            uint number => JsonValue.Create(number),
            double number => JsonValue.Create(number),
            var other => JsonValue.Create(Convert.ToString(other, CultureInfo.InvariantCulture)),
        };
    }
}
