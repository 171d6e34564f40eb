using ConvoStudio.Application.Persistence;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Web.Components.Account;

public sealed partial class AccountPage
{
    private static readonly IReadOnlyList<string> Zones = [.. TimeZoneInfo.GetSystemTimeZones().Where(zone => zone.HasIanaId).Select(zone => zone.Id).Order(StringComparer.Ordinal)];
    private Person? _person;
    private string _name = "";
    private string? _zone;
    private string? _nameProblem;

    [Inject] public required CurrentPerson Current { get; init; }
    [Inject] public required IDbContextFactory<StudioDbContext> Databases { get; init; }
    [Inject] public required Notices Notices { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [SupplyParameterFromQuery(Name = "saved")] public string? Saved { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _person = await Current.GetAsync();
        (_name, _zone) = (_person?.DisplayName ?? "", _person?.TimeZone);
    }

    private static Task<IEnumerable<string>> FindZonesAsync(string? typed, CancellationToken cancellationToken) =>
        Task.FromResult(string.IsNullOrWhiteSpace(typed) ? Zones : Zones.Where(zone => zone.Contains(typed.Trim().Replace(' ', '_'), StringComparison.OrdinalIgnoreCase)));

    private async Task SaveAsync()
    {
        _nameProblem = string.IsNullOrWhiteSpace(_name) ? L["DisplayNameMissing"].Value : null;
        if (_nameProblem is not null || _person is null) return;
        await using (var database = await Databases.CreateDbContextAsync())
        {
            var user = await database.Users.SingleAsync(user => user.Id == _person.Id);
            user.DisplayName = _name.Trim();
            user.TimeZone = string.IsNullOrEmpty(_zone) ? null : _zone;
            await database.SaveChangesAsync();
        }
        Current.Forget();
        _person = await Current.GetAsync();
        Notices.Show(L["AccountSaved"]);
    }
}
