using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Simulation;

/// <summary>An agent turn with what the customer did until the agent spoke again.</summary>
/// <param name="AgentActs">Acts of the agent turn.</param>
/// <param name="CustomerActs">Acts of the customer's turns that follow, joined; empty when unlabelled or silent.</param>
/// <param name="Answered">The customer said something.</param>
/// <param name="Sentiment">Mean known mood of those turns, or null.</param>
/// <param name="Ended">No agent turn follows.</param>
internal sealed record TalkStep(string[] AgentActs, string[] CustomerActs, bool Answered, double? Sentiment, bool Ended);

/// <summary>A conversation as the customer model sees it: acts that state the outcome, and turns of nothing else, left out.</summary>
internal sealed record TalkPath(SampleConversation Sample, string[]? OpeningActs, double? OpeningSentiment, IReadOnlyList<TalkStep> Steps)
{
    public static TalkPath Of(SampleConversation sample, IReadOnlySet<string> outcomeActs)
    {
        List<(SampleTurn Turn, string[] Acts)> turns = [];
        foreach (var turn in sample.Turns)
        {
            string[] acts = [.. turn.Acts.Where(a => !outcomeActs.Contains(a)).Distinct(StringComparer.Ordinal)];
            if (acts.Length > 0 || turn.Acts.Count == 0)
                turns.Add((turn, acts));
        }
        var (next, opening, openingMood) = Customers(turns, 0);
        var answeredFirst = next > 0;
        var steps = new List<TalkStep>();
        while (next < turns.Count)
        {
            var agent = turns[next].Acts;
            var (after, acts, mood) = Customers(turns, next + 1);
            steps.Add(new(agent, acts, after > next + 1, mood, after == turns.Count));
            next = after;
        }
        return new(sample, answeredFirst ? opening : null, openingMood, steps);
    }

    private static (int Next, string[] Acts, double? Sentiment) Customers(List<(SampleTurn Turn, string[] Acts)> turns, int from)
    {
        var (acts, moodSum, moods, next) = (new List<string>(), 0.0, 0, from);
        for (; next < turns.Count && turns[next].Turn.Speaker == Speaker.Customer; next++)
        {
            acts.AddRange(turns[next].Acts.Where(a => !acts.Contains(a, StringComparer.Ordinal)));
            if (turns[next].Turn.Sentiment is { } mood && double.IsFinite(mood))
                (moodSum, moods) = (moodSum + mood, moods + 1);
        }
        return (next, [.. acts], moods == 0 ? null : moodSum / moods);
    }
}
