using System.Collections.Frozen;

namespace ConvoStudio.Web.Components.Words;

/// <summary>Every definition, once. A feature that shows a new number adds its word here.</summary>
public static class WordList
{
    public static IReadOnlyList<Word> All { get; } =
    [
        new("action", "Action", "A move the agent may make in a turn: one or more acts in order, sometimes about a product."),
        new("always-valid-interval", "Always-valid interval", "A range for the true value that stays right however often and whenever you look at it."),
        new("amendment", "Amendment", "An outcome that came, or changed, after the decisions were learnt from. What was learnt is put right."),
        new("arm", "Arm", "One of the ways of talking that an experiment compares. The control is the one everything is measured against."),
        new("chance", "Chance", "How likely the policy was to choose this action in this turn. It is stored exactly with the decision.", "weight / 2³²; the weights of all eligible actions sum to 2³²"),
        new("chance-of-best", "Chance of best", "How likely the arm is the best of all, from what was seen so far. A view beside the verdict, which does not rest on it.", "posterior of each rate: Beta(1 + converted, 1 + not converted)"),
        new("control", "Control", "The arm that shows what happens without the change."),
        new("conversion", "Conversion", "The share of conversations in which the customer bought.", "conversations with a purchase / conversations"),
        new("corrected", "After correction", "Of many comparisons some look clear by chance. A corrected one is called clear only if it would be rare among all of them.", "Holm: the k-th smallest of m p values times m − k + 1"),
        new("eligible-action", "Eligible action", "An action the client offers in this turn and no rule blocks."),
        new("engagement", "Engagement", "How much the customer takes part: whether they answered, and in what mood.", "answered (1 or 0) × (1 + sentiment) / 2 where the mood is known, else answered"),
        new("expected-loss", "Expected loss", "What the experiment has cost so far: conversations that got another arm than the best one, times how far theirs is expected to lie below it. It shrinks when an arm turns out as good.", "regret: Σ units of arm a × (μ of the best − μ of a), posterior means"),
        new("experiment", "Experiment", "A comparison of two or more ways of talking on customers assigned by chance."),
        new("fact", "Fact", "A typed thing known about the customer or the conversation. It may be known, unknown or withheld."),
        new("floor", "Floor", "The small part of all choices that goes to every allowed action alike, so that none is never tried.", "0.02 in all for live traffic, shared by the eligible actions"),
        new("guardrail", "Guardrail", "A number that must not get worse by more than its limit; when it does, the experiment pauses by itself."),
        new("holdout", "Holdout", "Customers who never meet an experiment, kept to see what all experiments together changed."),
        new("interval", "Interval", "The range in which the true value most likely lies, given what was seen so far."),
        new("lift", "Lift", "How much better an arm does than the control, in points.", "rate of the arm − rate of the control"),
        new("outcome", "Outcome", "What the customer did: bought, answered, complained, opted out. Each kind is kept apart."),
        new("pending", "Pending", "Conversations whose time for an outcome has not run out yet; they do not count in the result."),
        new("playbook", "Playbook", "One decision problem: its products, actions, facts, rules and reward. Policies and experiments belong to it."),
        new("policy", "Policy", "What decides the next action: it gives every allowed action a chance, from what is known in the conversation."),
        new("protected-fact", "Protected fact", "A fact no policy may use. It is kept apart and read by rules and audits alone."),
        new("rehearsal", "Rehearsal", "An experiment run on simulated customers, apart from live traffic. Its numbers never count as results."),
        new("replay", "Replay", "Computing a stored decision again from the log and comparing every step with what was stored."),
        new("reward", "Reward", "One number a policy learns to raise, made from the outcomes by the playbook's weights.", "Σ weight × outcome, per turn"),
        new("score", "Score", "What the policy expects an action to be worth in this turn, in units of the reward."),
        new("smallest-effect", "Smallest effect worth having", "The lift below which a change is not worth making, even if it is real."),
        new("split-is-even", "Split is even", "A check that each arm got its planned share of customers; a failed check means the comparison cannot be trusted.", "chi-square test of assignments against the planned shares"),
        new("width", "Width", "How unsure the policy is about a score: small when it has seen much like it."),
        new("wilson-interval", "Wilson interval", "A range for a rate that stays inside 0 to 100 % and is right also for few conversations.", "(p̂ + z²/2n ± z √(p̂(1 − p̂)/n + z²/4n²)) / (1 + z²/n), z = 1.96"),
        new("worth-n-decisions", "Worth N decisions", "How many plain decisions an estimate from logs is worth; small numbers mean a shaky estimate.", "(Σ w)² / Σ w²"),
    ];

    private static readonly FrozenDictionary<string, Word> BySlug = All.ToFrozenDictionary(word => word.Slug, StringComparer.OrdinalIgnoreCase);

    public static Word? Find(string slug) => BySlug.GetValueOrDefault(slug);
}
