using ConvoStudio.Application.Playbooks;
using ConvoStudio.Web.Components.Playbooks;
using ConvoStudio.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Actions;

/// <summary>What the agent may do, as a list that can be searched; one action is edited beside it.</summary>
public sealed partial class ActionsPage
{
    private const string Offered = "offered";
    private static readonly IReadOnlyList<string> Statuses = [Offered, "archived", "all"];
    private PlaybookAction? _open;
    private bool _panel;
    private int _panelKey;

    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required IStringLocalizer<ActionTexts> T { get; init; }
    [SupplyParameterFromQuery(Name = "q")] public string? Search { get; set; }
    [SupplyParameterFromQuery(Name = "status")] public string? StatusInUrl { get; set; }

    private string Status => StatusInUrl is not null && Statuses.Contains(StatusInUrl, StringComparer.Ordinal) ? StatusInUrl : Offered;

    private IReadOnlyList<PlaybookAction> Shown =>
        [.. (Playbook?.Actions ?? []).Where(action => Status == "all" || action.Archived == (Status != Offered)).Where(IsFound)];

    private bool IsFound(PlaybookAction action) => string.IsNullOrWhiteSpace(Search) ||
        ((string?[])[action.Key, action.Product, action.Stage, action.Utterance]).Any(text => text?.Contains(Search.Trim(), StringComparison.OrdinalIgnoreCase) == true);

    private void SearchAsync(string text) => ToUrl("q", string.IsNullOrWhiteSpace(text) ? null : text.Trim());

    private void StatusAsync(string status) => ToUrl("status", status == Offered ? null : status);

    private void ToUrl(string name, string? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, value), replace: true);

    private void Open(PlaybookAction? action) => (_open, _panel, _panelKey) = (action, true, _panelKey + 1);

    private void Close() => _panel = false;

    /// <summary>The list follows; the panel stays on the action as it is stored now.</summary>
    private async Task SavedAsync(string key)
    {
        await ReloadAsync(key);
        Current.Refresh();
    }

    private async Task ReloadAsync(string key)
    {
        await ReadAsync();
        Open(Playbook?.Actions.FirstOrDefault(action => action.Key == key));
    }

    protected override void OnRead()
    {
        if (_open is not null && _open.PlaybookKey != Playbook?.Key) (_open, _panel) = (null, false);
    }
}
