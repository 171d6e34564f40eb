using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Common;
using Microsoft.AspNetCore.Components;

namespace ConvoStudio.Web.Components.Account;

public sealed partial class AccountPage
{
    private static readonly IReadOnlyList<string> Zones = [.. TimeZoneInfo.GetSystemTimeZones().Where(zone => zone.HasIanaId).Select(zone => zone.Id).Order(StringComparer.Ordinal)];
    private Person? _person;
    private string _name = "";
    private string? _zone;
    private string _numbers = NumberStyle.English.Locale;
    private bool _singleKeys = true;
    private readonly FormState _form = new();

    [Inject] public required CurrentPerson Current { get; init; }
    [Inject] public required AccountService Accounts { get; init; }
    [Inject] public required AccountChanges Changed { get; init; }
    [Inject] public required PageActor Actor { get; init; }
    [Inject] public required Notices Notices { get; init; }
    [SupplyParameterFromQuery(Name = "saved")] public string? Saved { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _person = await Current.GetAsync();
        (_name, _zone) = (_person?.DisplayName ?? "", _person?.TimeZone);
        (_numbers, _singleKeys) = (NumberStyle.Of(_person?.NumberLocale).Locale, _person?.SingleKeys ?? true);
    }

    private static Task<IEnumerable<string>> FindZonesAsync(string? typed, CancellationToken cancellationToken) =>
        Task.FromResult(string.IsNullOrWhiteSpace(typed) ? Zones : Zones.Where(zone => zone.Contains(typed.Trim().Replace(' ', '_'), StringComparison.OrdinalIgnoreCase)));

    private async Task SaveAsync()
    {
        if (_person is null || !await _form.TryAsync(async () => await Accounts.SaveAsync(await Actor.GetAsync(), new AccountEdit(_name, _zone, _numbers, _singleKeys)), "displayName", "timeZone")) return;
        Current.Forget();
        _person = await Current.GetAsync();
        Changed.Tell();
        Notices.Show(L["AccountSaved"]);
    }
}
