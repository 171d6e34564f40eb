using System.Globalization;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Engine.Compliance.Parity;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Compliance;

/// <summary>What the monitors of the parity rules say: rates of groups and how far they lie apart, never who is in which.</summary>
public sealed partial class ParityPage
{
    private readonly CancellationTokenSource _left = new();
    private IReadOnlyList<ParityReading>? _readings;
    private string? _problem;

    [Inject] public required ParityService Parity { get; init; }
    [Inject] public required BrowserFile Files { get; init; }
    [Inject] public required IStringLocalizer<ComplianceTexts> T { get; init; }

    protected override void OnRead() => _ = InvokeAsync(async () =>
    {
        if (Playbook is null) return;
        (_readings, _problem) = (null, null);
        try
        {
            // The first reading may walk through the log since the champion answers.
            _readings = await Parity.WatchAsync(Actor!, Playbook.Key, _left.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (InvalidDataException exception)
        {
            _problem = exception.Message;
        }
        StateHasChanged();
    });

    private Task SaveCsvAsync() => Files.SaveAsync("parity.csv", Csv.Of(
        ["rule", "version", "kind", "group", "other_group", "conversations", "said", "value", "low", "high", "limit", "verdict"],
        _readings!.SelectMany(reading => Rates(reading).Concat(Gaps(reading)))));

    private static IEnumerable<string[]> Rates(ParityReading reading) => reading.Result.Rates.Select(rate => (string[])[
        reading.Rule, Text(reading.Version), "rate", rate.Group.Group, "", Text(rate.Group.Conversations), Text(rate.Group.Said),
        Text(rate.Rate.Estimate), Text(rate.Rate.Low), Text(rate.Rate.High), "", ""]);

    private static IEnumerable<string[]> Gaps(ParityReading reading) => reading.Result.Gaps.Select(gap => (string[])[
        reading.Rule, Text(reading.Version), "difference", gap.Higher, gap.Lower, "", "",
        Text(gap.Difference.Estimate), Text(gap.Difference.Low), Text(gap.Difference.High), Text(reading.Body.AtMost), Word(gap.Verdict)]);

    private static string Word(ParityVerdict verdict) => verdict switch { ParityVerdict.Kept => "kept", ParityVerdict.Broken => "broken", _ => "not-enough-evidence" };

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing) return;
        _left.Cancel();
        _left.Dispose();
    }
}
