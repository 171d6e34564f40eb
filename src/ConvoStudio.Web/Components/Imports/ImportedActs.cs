using ConvoStudio.Application.Imports;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Web.Components.Imports;

/// <summary>Acts of a summary in the shape of a preview, for those who may not make a playbook.</summary>
internal static class ImportedActs
{
    public static IReadOnlyList<PreviewAct> Of(ImportSummary summary) =>
    [
        .. summary.Acts.GroupBy(act => act.Act, StringComparer.Ordinal).Select(sides => new PreviewAct(
            sides.Key, sides.Any(side => side.Speaker == Speaker.Agent), sides.Any(side => side.Speaker == Speaker.Customer),
            (int)Math.Min(int.MaxValue, sides.Sum(side => side.Turns)), sides.Any(side => side.SuggestStatesOutcome), sides.Any(side => side.SuggestStatesOutcome))),
    ];
}
