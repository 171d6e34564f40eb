using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Compliance;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Compliance;

/// <summary>A rule from its parts; the sentence above says what it will mean.</summary>
public sealed partial class NewRulePage
{
    private static readonly string[] Fields = ["key", "acts", "fact", "comparison", "operand", "prerequisite"];
    private readonly FormState _form = new();
    private ActionRuleForm _kind = ActionRuleForm.RequireBefore;
    private IReadOnlyCollection<string> _acts = [];
    private string? _fact;
    private FactComparison _comparison = FactComparison.Equal;
    private double? _number;
    private string? _word;
    private bool _flag = true;
    private string? _prerequisite;
    private Speaker _speaker = Speaker.Customer;
    private string _key = "";

    private DraftKeeper<RuleDraft>? _draft;

    [Inject] public required RuleService Rules { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required Notices Notices { get; init; }
    [Inject] public required IStringLocalizer<RuleTexts> T { get; init; }

    private IEnumerable<PlaybookFact> Readable => Playbook!.Facts.Where(fact => !fact.Archived && (fact.Usages & (FactUsages.Rules | FactUsages.Policy)) != FactUsages.None);

    private PlaybookFact? Chosen => Playbook?.Facts.FirstOrDefault(fact => fact.Key == _fact);

    // Only numbers have an order.
    private IReadOnlyList<FactComparison> Comparisons =>
        Chosen is { Type: FactType.Number } or null ? Enum.GetValues<FactComparison>() : [FactComparison.Equal, FactComparison.NotEqual];

    private FactValue Operand => Chosen?.Type switch
    {
        FactType.Flag => FactValue.Of(_flag),
        FactType.Category => _word is null ? FactValue.Unknown : FactValue.Of(_word),
        _ => _number is { } number && double.IsFinite(number) ? FactValue.Of(number) : FactValue.Unknown,
    };

    private ActionRule Rule => _kind == ActionRuleForm.ForbidWhenFact
        ? new(_key, _kind, [.. _acts], _fact, _comparison, Operand)
        : new(_key, _kind, [.. _acts], Prerequisite: _prerequisite, PrerequisiteSpeaker: _speaker);

    /// <summary>The rule's own sentence, with dots where a part is missing.</summary>
    private string Sentence
    {
        get
        {
            var rule = Rule;
            return RuleSentence.Of(rule with
            {
                Acts = rule.Acts.Count > 0 ? rule.Acts : ["…"],
                Fact = rule.Fact ?? "…",
                Prerequisite = rule.Prerequisite ?? "…",
                Operand = rule.Operand.IsKnown ? rule.Operand : FactValue.Of("…"),
            });
        }
    }

    private RuleDraft Draft() => new(_kind, [.. _acts], _fact, _comparison, _number, _word, _flag, _prerequisite, _speaker, _key);

    private void TakeDraft(RuleDraft draft)
    {
        (_kind, _acts, _fact, _comparison, _number) = (draft.Kind, draft.Acts, draft.Fact, draft.Comparison, draft.Number);
        (_word, _flag, _prerequisite, _speaker, _key) = (draft.Word, draft.Flag, draft.Prerequisite, draft.Speaker, draft.Key);
    }

    private void ChooseFact(string? fact)
    {
        (_fact, _word, _number) = (fact, null, null);
        if (!Comparisons.Contains(_comparison)) _comparison = FactComparison.Equal;
    }

    private async Task SaveAsync()
    {
        var rule = Rule;
        if (!await _form.TryAsync(() => SubmitAsync(rule), Fields)) return;
        await _draft!.DoneAsync();
        Notices.Show(T["InReviewNow", rule.Key]);
        Navigation.NavigateTo("/rules");
    }

    private async Task SubmitAsync(ActionRule rule)
    {
        var errors = new FieldErrors();
        var acts = Playbook!.Acts.Select(act => act.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var error in RuleValidation.Validate(rule, acts, [.. Playbook.Facts.Where(fact => !fact.Archived).Select(fact => fact.ToDefinition())]))
            errors.Require(holds: false, char.ToLowerInvariant(error.Field[0]) + error.Field[1..], error.Message);
        errors.ThrowIfAny();
        var draft = await Rules.CreateAsync(Actor!, Playbook.Key, rule.Key, new RuleWriting(RuleText.Render(ActionRuleSentence.Of(rule))));
        await Rules.SubmitAsync(Actor!, Playbook.Key, draft.Key, draft.Revision);
    }

    private sealed record RuleDraft(
        ActionRuleForm Kind, IReadOnlyList<string> Acts, string? Fact, FactComparison Comparison, double? Number, string? Word, bool Flag, string? Prerequisite, Speaker Speaker, string Key);
}
