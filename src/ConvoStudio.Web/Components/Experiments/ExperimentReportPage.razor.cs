using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Policies;
using ConvoStudio.Application.Studios;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.LiveMetrics;
using ConvoStudio.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace ConvoStudio.Web.Components.Experiments;

/// <summary>An experiment on paper: plan, numbers, notes and conclusion of one moment, which does not move while it is read.</summary>
public sealed partial class ExperimentReportPage : IDisposable
{
    private Experiment? _experiment;
    private BoardState? _board;
    private MetricsFrame? _frame;
    private VerdictWords? _verdict;
    private IReadOnlyList<PolicyLine> _policies = [];
    private IReadOnlyList<PlaybookFact> _facts = [];
    private DateTimeOffset _at;
    private bool _missing;

    [Inject] public required ExperimentService Experiments { get; init; }
    [Inject] public required PolicyService Policies { get; init; }
    [Inject] public required PlaybookService Playbooks { get; init; }
    [Inject] public required Studio Studio { get; init; }
    [Inject] public required PageActor Actor { get; init; }
    [Inject] public required TimeProvider Clock { get; init; }
    [Inject] public required IStringLocalizer<LiveMetricsTexts> Words { get; init; }

    [Parameter] public string Key { get; set; } = "";

    private bool HasEnded => _experiment?.Status is ExperimentStatus.Stopped or ExperimentStatus.Concluded;

    private IReadOnlyList<Crumb> Way => [new Crumb(L["GroupProve"]), new Crumb(T["Experiments"], "/experiments"), new Crumb(_experiment?.Name ?? Key, $"/experiments/{Key}")];

    protected override async Task OnInitializedAsync()
    {
        var actor = await Actor.GetAsync();
        try
        {
            var experiment = await Experiments.GetAsync(actor, Key);
            _policies = await Policies.ListAsync(actor, experiment.PlaybookKey);
            _facts = (await Playbooks.GetAsync(actor, experiment.PlaybookKey)).Facts;
            _board = new BoardState(Studio.Metrics, Key);
            // Held at once: a report is of one moment.
            _board.ToggleHold();
            _frame = _board.Shown;
            _at = _frame?.AsOf ?? Clock.GetUtcNow();
            _experiment = experiment;
            _verdict = _frame is null ? null : VerdictWords.Of(_frame, Words, ended: HasEnded);
        }
        catch (NotFoundException)
        {
            _missing = true;
        }
    }

    public void Dispose() => _board?.Dispose();

    private async Task PrintAsync()
    {
        try
        {
            await Js.InvokeVoidAsync("print");
        }
        catch (Exception exception) when (BrowserGone.Is(exception))
        {
            // The page was left.
        }
    }
}
