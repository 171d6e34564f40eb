using ConvoStudio.Engine.Compliance.Sentences.Grammar;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Compliance.Sentences.Rules;

/// <summary>Before A, D must have been said: earlier in the conversation, or earlier in the same move (before the first place where A fits).</summary>
/// <param name="Actions">What is meant.</param>
/// <param name="Prerequisite">D: any of these acts.</param>
/// <param name="By">Who must have said it.</param>
/// <param name="SameProduct">It must have been said about the move's product.</param>
/// <param name="AgainWhenChanged">A number; when it changes for the product (its first statement is a change too), D must be said again. Null for never.</param>
public sealed record RequireBeforeRule(ActionPattern Actions, ValueList<string> Prerequisite, Speaker By, bool SameProduct, string? AgainWhenChanged) : RuleBody
{
    internal static readonly RuleForm Sentence = new RuleForm<RequireBeforeRule>(
        "require-before", v => new(v.Get<ActionPattern>("actions"), v.Names("prerequisite"), v.Get<Speaker>("by"), v.Get<bool>("sameProduct"), v.Get<string?>("againWhenChanged")),
        new Say<RequireBeforeRule>("before"),
        new Fill<RequireBeforeRule, ActionPattern>("actions", SlotKinds.Actions, r => r.Actions),
        new Say<RequireBeforeRule>("the"),
        new Fill<RequireBeforeRule, Speaker>("by", SlotKinds.Speaker, r => r.By),
        new Say<RequireBeforeRule>("must have said"),
        new Fill<RequireBeforeRule, ValueList<string>>("prerequisite", SlotKinds.Acts, r => r.Prerequisite),
        new Flagged<RequireBeforeRule>("about the same product", "sameProduct", r => r.SameProduct),
        new Maybe<RequireBeforeRule, string>("again when", "againWhenChanged", SlotKinds.NumberName, r => r.AgainWhenChanged is not null, r => r.AgainWhenChanged!, "changes"));

    /// <inheritdoc/>
    public override string Form => Sentence.Name;

    internal override void Check(RuleCheck check)
    {
        check.Pattern("actions", Actions);
        check.Acts("prerequisite", Prerequisite);
        if (AgainWhenChanged is not null)
            check.Number("againWhenChanged", AgainWhenChanged);
    }
}
