using System.Globalization;
using ConvoStudio.Engine.Compliance.Filtering;
using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Compliance.Verification;
using ConvoStudio.Engine.Tests.Compliance.Monitors;

namespace ConvoStudio.Engine.Tests.Compliance.Verification;

/// <summary>A rule on a graph, with what a person found out about it.</summary>
/// <param name="Turns">Lines of the shortest conversation that breaks it; 0 for none.</param>
internal sealed record VerifierCase(string Sentence, string Graph, VerificationMode Mode, Verdict Verdict, int Turns)
{
    public SentenceRule Rule => RuleText.Parse("r", 1, Sentence);

    public TalkGraph Talk => VerifierFixture.Graph(Graph);
}

/// <summary>Pairs of a rule and a graph whose verdict is known by hand.</summary>
internal static class VerifierFixture
{
    public const string Free = "m ask m; m cost m; m offer@gold m; m offer@silver m; m close e; m hand m";
    public const string Line = "a ask b; b cost c; c offer d; d close e";
    public const string Late = "a ask b; b offer c; c cost d; d close e";
    public const string Branch = "a ask b; a ask c; b cost d; c cost+offer d; c ask d; d offer e; e close f";
    public const string Priced = "m cost@gold#2 n; n offer@gold#2 e; n offer@gold#4 e";
    public const string Quiet = "a ask b; b close c";

    public static RuleVocabulary Vocabulary { get; } = TraceGenerator.Vocabulary with { Acts = ["ask", "cost", "offer", "close", "hand", "no", "stop", "yes", "complain", "sorry", "more"] };

    public static IReadOnlyList<VerifierCase> Cases { get; } =
    [
        new("Never say offer.", Free, VerificationMode.RawPolicy, Verdict.Breached, 1),
        new("Never say offer.", Line, VerificationMode.RawPolicy, Verdict.Breached, 3),
        new("Never say no.", Line, VerificationMode.RawPolicy, Verdict.Proved, 0),
        new("Never say offer, for product silver.", Free, VerificationMode.RawPolicy, Verdict.Breached, 1),
        new("Never say offer, for product silver.", Priced, VerificationMode.RawPolicy, Verdict.Proved, 0),
        new("Never say offer when age is at most 17.", Line, VerificationMode.RawPolicy, Verdict.Breached, 3),
        new("Never say offer when age is at most 17, if unknown allow.", Line, VerificationMode.RawPolicy, Verdict.Breached, 4),
        new("Never say offer when age is at most 17 and age is at least 18, if unknown allow.", Line, VerificationMode.RawPolicy, Verdict.Proved, 0),
        new("Never say offer when age is at most 17.5 and age is at least 17, if unknown allow.", Line, VerificationMode.RawPolicy, Verdict.Breached, 4),
        new("Never say offer when kind is not a and kind is not b, if unknown allow.", Line, VerificationMode.RawPolicy, Verdict.Breached, 4),
        new("Never say offer when not (age is known).", Line, VerificationMode.RawPolicy, Verdict.Breached, 3),
        new("Never say offer when the agent has not yet said cost.", Line, VerificationMode.RawPolicy, Verdict.Proved, 0),
        new("Never say offer when the agent has not yet said cost.", Late, VerificationMode.RawPolicy, Verdict.Breached, 2),
        new("Never say offer when the agent has not yet said cost.", Branch, VerificationMode.RawPolicy, Verdict.Breached, 2),
        new("Never say close when the number of offer by the agent is at least 2.", Branch, VerificationMode.RawPolicy, Verdict.Breached, 4),
        new("Never say close when the number of offer by the agent is at least 2.", Line, VerificationMode.RawPolicy, Verdict.Proved, 0),
        new("Never say close when the number of offer by the agent in the last 1 turns is 0.", Line, VerificationMode.RawPolicy, Verdict.Breached, 5),
        new("Never say close when the number of offer by the agent within 2 minutes is 0.", Line, VerificationMode.RawPolicy, Verdict.GuardedAtRunTime, 0),
        new("Before offer the agent must have said cost.", Line, VerificationMode.RawPolicy, Verdict.Proved, 0),
        new("Before offer the agent must have said cost.", Late, VerificationMode.RawPolicy, Verdict.Breached, 2),
        new("Before offer the agent must have said cost.", Branch, VerificationMode.RawPolicy, Verdict.Breached, 3),
        new("Before offer the agent must have said cost.", "a offer+cost b", VerificationMode.RawPolicy, Verdict.Breached, 1),
        new("Before offer the agent must have said cost.", "a cost+offer b", VerificationMode.RawPolicy, Verdict.Proved, 0),
        new("Before offer the agent must have said cost about the same product.", "a cost@gold b; b offer@gold c; c offer@silver d", VerificationMode.RawPolicy, Verdict.Breached, 3),
        new("Before offer the agent must have said cost about the same product.", "a cost@gold b; b offer@gold c; c offer@gold d", VerificationMode.RawPolicy, Verdict.Proved, 0),
        new("Before offer the agent must have said cost about the same product again when price changes.", Priced, VerificationMode.RawPolicy, Verdict.Breached, 2),
        new("Before offer the agent must have said cost about the same product again when price changes.", "m cost@gold#2 n; n offer@gold#2 m; n offer@gold m", VerificationMode.RawPolicy, Verdict.Proved, 0),
        new("Before offer the customer must have said yes.", Line, VerificationMode.RawPolicy, Verdict.Breached, 3),
        new("Before offer the customer must have said yes.", Quiet, VerificationMode.RawPolicy, Verdict.Proved, 0),
        new("Whenever offer is said say cost in the same turn.", Branch, VerificationMode.RawPolicy, Verdict.Breached, 3),
        new("Whenever offer is said say cost in the same turn.", "a cost+offer b; b offer+cost c", VerificationMode.RawPolicy, Verdict.Proved, 0),
        new("After the agent has said offer say cost before the end.", Line, VerificationMode.RawPolicy, Verdict.Breached, 4),
        new("After the agent has said offer say cost before the end.", Late, VerificationMode.RawPolicy, Verdict.Proved, 0),
        new("After the agent has said offer say cost before the end.", "a offer+cost b; b close c", VerificationMode.RawPolicy, Verdict.Proved, 0),
        new("After the agent has said offer say cost before the end.", "a cost+offer b; b close c", VerificationMode.RawPolicy, Verdict.Breached, 2),
        new("After the agent has said offer say cost before the end and within 1 turns.", "a offer b; b ask c; c cost d", VerificationMode.RawPolicy, Verdict.Breached, 2),
        new("After the agent has said offer say cost before the end and within 2 turns.", "a offer b; b ask c; c cost d; d close e", VerificationMode.RawPolicy, Verdict.Proved, 0),
        new("After the customer has said complain say sorry before the end and within 1 turns.", Line, VerificationMode.RawPolicy, Verdict.Breached, 2),
        new("After the customer has said complain say sorry before the end and within 1 turns.", "a sorry a", VerificationMode.RawPolicy, Verdict.Proved, 0),
        new("The first 1 agent turns include ask.", Line, VerificationMode.RawPolicy, Verdict.Proved, 0),
        new("The first 1 agent turns include ask.", Free, VerificationMode.RawPolicy, Verdict.Breached, 1),
        new("The first 2 agent turns include cost.", Late, VerificationMode.RawPolicy, Verdict.Breached, 2),
        new("The first 3 agent turns include cost.", Late, VerificationMode.RawPolicy, Verdict.Proved, 0),
        new("The first 3 agent turns include ask.", "a close b", VerificationMode.RawPolicy, Verdict.Breached, 1),
        new("Say offer at most 1 times per conversation.", Line, VerificationMode.RawPolicy, Verdict.Proved, 0),
        new("Say offer at most 1 times per conversation.", Free, VerificationMode.RawPolicy, Verdict.Breached, 2),
        new("Say offer at most 1 times per conversation.", "a offer+offer b", VerificationMode.RawPolicy, Verdict.Breached, 1),
        new("Say offer at most 3 times per conversation.", Free, VerificationMode.RawPolicy, Verdict.Breached, 4),
        new("Say offer at most 1 times per customer.", Line, VerificationMode.RawPolicy, Verdict.GuardedAtRunTime, 0),
        new("Say offer at most 1 times per customer.", Quiet, VerificationMode.RawPolicy, Verdict.Proved, 0),
        new("After 1 times no by the customer never say offer.", Line, VerificationMode.RawPolicy, Verdict.Breached, 4),
        new("After 2 times no by the customer never say offer until the customer has said more.", Line, VerificationMode.RawPolicy, Verdict.Breached, 5),
        new("After 1 times no by the customer never say offer.", Quiet, VerificationMode.RawPolicy, Verdict.Proved, 0),
        new("After 1 times no by the customer never say offer for 7 days.", Line, VerificationMode.RawPolicy, Verdict.GuardedAtRunTime, 0),
        new("Say offer only between 08:00 and 20:00 in the customer's local time.", Line, VerificationMode.RawPolicy, Verdict.GuardedAtRunTime, 0),
        new("Say offer only with consent for marketing.", Line, VerificationMode.Shielded, Verdict.GuardedAtRunTime, 0),
        new("Wait at least 1 hour between cost and offer.", Line, VerificationMode.Shielded, Verdict.GuardedAtRunTime, 0),
        new("Say offer with price above 3 only with approval of boss.", Priced, VerificationMode.RawPolicy, Verdict.Breached, 2),
        new("Say offer with price above 5 only with approval of boss.", Priced, VerificationMode.RawPolicy, Verdict.Proved, 0),
        new("Say offer with price above 3 only with approval of boss.", Line, VerificationMode.RawPolicy, Verdict.Breached, 3),
        new("Offer gold by offer only if age is at least 18.", Priced, VerificationMode.RawPolicy, Verdict.Breached, 2),
        new("Offer silver by offer only if age is at least 18.", Priced, VerificationMode.RawPolicy, Verdict.Proved, 0),
        new("Offer gold by offer only if the agent has said cost.", Priced, VerificationMode.RawPolicy, Verdict.Proved, 0),
        new("When the customer has said complain hand over and stop saying offer until cleared.", Line, VerificationMode.RawPolicy, Verdict.Breached, 2),
        new("When the customer has said complain hand over and stop saying offer until cleared.", "a hand b; b ask c", VerificationMode.RawPolicy, Verdict.Breached, 3),
        new("When the customer has said complain hand over and stop saying offer until cleared.", "a hand b; b hand c", VerificationMode.RawPolicy, Verdict.Proved, 0),
        new("When vip is true hand over and stop saying offer until cleared.", Line, VerificationMode.RawPolicy, Verdict.Breached, 1),
        new("The policy must not use kind.", Line, VerificationMode.RawPolicy, Verdict.Breached, 1),
        new("The policy must not use kind.", Line, VerificationMode.Shielded, Verdict.Breached, 1),
        new("The policy must not use age.", Line, VerificationMode.RawPolicy, Verdict.Proved, 0),
        new("The rate of offer between groups of kind differs by at most 0.1 with confidence 0.95 and at least 50 conversations per group.", Line, VerificationMode.RawPolicy, Verdict.GuardedAtRunTime, 0),
        new("The rate of offer between groups of kind differs by at most 0.1 with confidence 0.95 and at least 50 conversations per group.", Quiet, VerificationMode.RawPolicy, Verdict.Proved, 0),
        new("Never say offer.", Line, VerificationMode.Shielded, Verdict.Proved, 0),
        new("Never say offer, else warn.", Line, VerificationMode.Shielded, Verdict.Breached, 3),
        new("Before offer the agent must have said cost.", Free, VerificationMode.Shielded, Verdict.Proved, 0),
        new("Before offer the agent must have said cost, else record only.", Free, VerificationMode.Shielded, Verdict.Breached, 1),
    ];

    /// <summary>"a cost+offer@gold#2 b": at a, the move leads to b.</summary>
    public static TalkGraph Graph(string text)
    {
        var parts = text.Split("; ").Select(s => s.Split(' ')).ToList();
        var words = parts.Select(p => p[1]).Distinct().ToList();
        return new(parts[0][0], [.. parts.Select(p => new TalkStep(p[0], words.IndexOf(p[1]), p[2]))], [.. words.Select((w, i) => new RuleAction(i, Move(w)))]);
    }

    private static RuleMove Move(string word)
    {
        var price = word.Split('#');
        var product = price[0].Split('@');
        return new(ValueList.Of<string>(product[0].Split('+')))
        {
            Product = product.Length > 1 ? product[1] : null,
            Numbers = price.Length > 1 ? new Dictionary<string, double> { ["price"] = double.Parse(price[1], CultureInfo.InvariantCulture) } : null,
        };
    }
}
