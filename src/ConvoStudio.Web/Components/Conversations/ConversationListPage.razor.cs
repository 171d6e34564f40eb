using ConvoStudio.Application.ConversationLists;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Segments;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Playbooks;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ConvoStudio.Web.Components.Conversations;

public sealed partial class ConversationListPage : IDisposable
{
    /// <summary>Entries a page waits for; the rest comes in the background, and the page says so.</summary>
    private const int FoldAtOnce = 50_000;
    private StudioView? _view;
    private ConversationLines? _page;
    private ConversationChoices _choices = ConversationChoices.None;
    private BoundedCount _count;
    private string? _playbook;
    private long _behind;
    private bool _loading = true;
    private bool _viewsOpen;

    [Inject] public required StudioViews Views { get; init; }
    [Inject] public required CurrentPlaybook Current { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required PageActor Actor { get; init; }
    [Inject] public required SavedViewService SavedViews { get; init; }
    [Inject] public required SegmentService Segments { get; init; }

    [Parameter] public Guid? Rehearsal { get; set; }
    [SupplyParameterFromQuery(Name = "before")] public long? Before { get; set; }
    [SupplyParameterFromQuery(Name = "after")] public long? After { get; set; }

    // Each of them makes the router set the parameters anew; what they mean is read from the address as a whole.
    [SupplyParameterFromQuery(Name = "q")] public string? Text { get; set; }
    [SupplyParameterFromQuery(Name = "source")] public string? Source { get; set; }
    [SupplyParameterFromQuery(Name = "outcome")] public string? Outcome { get; set; }
    [SupplyParameterFromQuery(Name = "channel")] public string? Channel { get; set; }
    [SupplyParameterFromQuery(Name = "experiment")] public string? Experiment { get; set; }
    [SupplyParameterFromQuery(Name = "arm")] public string? Arm { get; set; }
    [SupplyParameterFromQuery(Name = "action")] public string? Action { get; set; }
    [SupplyParameterFromQuery(Name = "from")] public string? From { get; set; }
    [SupplyParameterFromQuery(Name = "to")] public string? To { get; set; }
    [SupplyParameterFromQuery(Name = "deviated")] public string? Deviated { get; set; }
    [SupplyParameterFromQuery(Name = "blocked")] public string? Blocked { get; set; }
    [SupplyParameterFromQuery(Name = "counted")] public string? Counted { get; set; }
    [SupplyParameterFromQuery(Name = "by")] public string? By { get; set; }
    [SupplyParameterFromQuery(Name = "segment")] public string? Segment { get; set; }
    [SupplyParameterFromQuery(Name = "upto")] public string? UpTo { get; set; }

    private ConversationQuery Query => ConversationQuery.Parse(new Uri(Navigation.Uri).Query);

    private string Root => $"{_view?.Root}/conversations";

    private IReadOnlyList<Crumb> Way => Rehearsal is { } id
        ? [new Crumb(L["GroupProve"]), new Crumb(T["Rehearsals"], "/rehearsals"), new Crumb(_view?.Rehearsal?.ExperimentName ?? T["Rehearsal"], $"/rehearsals/{id}")]
        : [new Crumb(L["GroupTalk"])];

    public static string Name(ConversationRow row) => row.ExternalId ?? Readable.Short(row.PublicId);

    protected override async Task OnInitializedAsync()
    {
        Current.Changed += OnPlaybookChanged;
        // A person's default view is where the list begins; whoever comes with a filter keeps theirs.
        if (Rehearsal is null && Query.IsEmpty && Before is null && After is null && (await Current.GetAsync())?.Key is { } playbook && RendererInfo.IsInteractive)
        {
            var actor = await Actor.GetAsync();
            var mine = (await SavedViews.ListAsync(actor, playbook)).FirstOrDefault(view => view.IsDefault && view.OwnerId == actor.Id);
            if (mine is { Query.Length: > 0 }) Navigation.NavigateTo($"/conversations?{mine.Query}", replace: true);
        }
    }

    protected override Task OnParametersSetAsync() => ReadAsync();

    public void Dispose() => Current.Changed -= OnPlaybookChanged;

    private async Task ReadAsync()
    {
        _view = await Views.FindAsync(Rehearsal);
        _playbook = _view?.Rehearsal?.PlaybookKey ?? (await Current.GetAsync())?.Key;
        if (_view is null || _playbook is null)
        {
            (_page, _loading) = (null, false);
            return;
        }

        var (view, playbook, query, actor) = (_view, _playbook, Query, await Actor.GetAsync());
        var (below, above) = (Before, After);
        (_page, _count, _choices) = await Task.Run(async () =>
        {
            await view.Index.AdvanceAsync(FoldAtOnce);
            var units = await query.ReadUnitsAsync(Segments, actor, playbook, view.Studio);
            var (filter, choices) = (query.ToFilter(playbook, view.Studio, units), ConversationChoices.Of(view, playbook, view.Index.Channels(actor, playbook)));
            return (view.Index.List(actor, filter, below, above), view.Index.Count(actor, filter), choices with { Segment = SegmentConversations.Find(units, query.By, query.Segment) });
        });
        (_behind, _loading) = (view.Index.Behind, false);
    }

    private void OnPlaybookChanged(object? sender, EventArgs args) => _ = InvokeAsync(async () =>
    {
        await ReadAsync();
        StateHasChanged();
    });

    private string Href(ListedConversation line) => Query.IsEmpty ? $"{Root}/{line.PublicId}" : $"{Root}/{line.PublicId}?list={Uri.EscapeDataString(Query.ToString())}";

    private string PageHref(long? before, long? after) =>
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal) { ["before"] = before, ["after"] = after });

    private string Export(string format) => $"{Root}/export.{format}?playbook={Uri.EscapeDataString(_playbook ?? "")}&{Query}";

    // Another filter begins at the newest again.
    private void FilterTo(ConversationQuery query) => Navigation.NavigateTo(query.IsEmpty ? Root : $"{Root}?{query}", replace: true);

    private void Open(DataGridRowClickEventArgs<ListedConversation> row) => Navigation.NavigateTo(Href(row.Item));
}
