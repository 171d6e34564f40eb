using ConvoStudio.Application.Audit;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Web.Components.Common;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Web.Auth;

/// <summary>What a person sets for themselves.</summary>
/// <param name="TimeZone">IANA id, or null for the browser's.</param>
/// <param name="NumberLocale">A tag of <see cref="NumberStyle.All"/>.</param>
public sealed record AccountEdit(string DisplayName, string? TimeZone, string NumberLocale, bool SingleKeys);

/// <summary>A person's own account.</summary>
public sealed class AccountService(IDbContextFactory<StudioDbContext> databases)
{
    /// <exception cref="ValidationException">No name, or an unknown zone or style.</exception>
    public async Task SaveAsync(IActor actor, AccountEdit edit)
    {
        RoleTable.Demand(actor, UseCase.EditOwnAccount);
        var zone = string.IsNullOrWhiteSpace(edit.TimeZone) ? null : edit.TimeZone;
        new FieldErrors().Text(edit.DisplayName, "displayName", 80)
            .Require(zone is null || TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _), "timeZone", "Choose a zone of the list.")
            .Require(NumberStyle.All.Any(style => style.Locale == edit.NumberLocale), "numberLocale", "Choose one of the examples.").ThrowIfAny();
        using var audit = AuditScope.Begin(actor, UseCase.EditOwnAccount);
        await using var database = await databases.CreateDbContextAsync();
        var user = await database.Users.SingleOrDefaultAsync(user => user.Id == actor.Id) ?? throw new NotFoundException("person", actor.Id);
        (user.DisplayName, user.TimeZone, user.SingleKeysOff) = (edit.DisplayName.Trim(), zone, !edit.SingleKeys);
        user.NumberLocale = edit.NumberLocale == NumberStyle.English.Locale ? null : edit.NumberLocale;
        await database.SaveChangesAsync();
    }
}
