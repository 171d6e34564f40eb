using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Simulation;

/// <summary>A customer of a fitted model in one conversation. Not safe for several callers at once.</summary>
public sealed class SimulatedCustomer : ISimulatedCustomer
{
    private readonly CustomerModel _model;
    private readonly Random _random;
    private readonly TalkFeatures _features = new();

    internal SimulatedCustomer(CustomerModel model, IReadOnlyDictionary<string, FactValue> facts, Random random)
    {
        (_model, Facts, _random) = (model, facts, random);
        var (acts, speaks) = model.DrawResponse(_features, random);
        Opening = speaks ? new(true, acts, model.DrawMood(_features, acts, random), Ended: false) : null;
        _features.Customer(acts, speaks);
    }

    /// <summary>Facts of a recorded conversation, drawn as a whole; policy facts and others alike.</summary>
    public IReadOnlyDictionary<string, FactValue> Facts { get; }

    /// <summary>What the customer opens with; null when the agent has the first word.</summary>
    public CustomerResponse? Opening { get; }

    /// <summary>Who speaks first.</summary>
    public Speaker Opens => Opening is null ? Speaker.Agent : Speaker.Customer;

    /// <summary>The outcome once the conversation has ended, else null.</summary>
    public SimulatedOutcome? Outcome { get; private set; }

    /// <summary>The conversation is over.</summary>
    public bool Ended => Outcome is not null;

    /// <summary>The customer's answer to an agent turn.</summary>
    /// <param name="agentActs">Acts of the turn as executed; acts the model has never seen say nothing to it.</param>
    /// <exception cref="InvalidOperationException">The conversation is over.</exception>
    public CustomerResponse Respond(IReadOnlyList<string> agentActs)
    {
        if (Ended)
            throw new InvalidOperationException("The conversation is over.");
        _features.Agent(_model.WithoutOutcome(agentActs));
        var (acts, answered) = _model.DrawResponse(_features, _random);
        var mood = answered ? _model.DrawMood(_features, acts, _random) : null;
        var ends = _random.NextDouble() < _model.EndingProbability(_features, acts, answered) || _features.AgentTurns >= _model.MostAgentTurns;
        _features.Customer(acts, answered);
        if (ends)
            End();
        return new(answered, acts, mood, ends);
    }

    CustomerResponse ISimulatedCustomer.Respond(IReadOnlyList<string> agentActs, string? product) => Respond(agentActs);

    /// <summary>Ends the conversation now, as an agent who hands over or says goodbye does.</summary>
    public SimulatedOutcome Finish()
    {
        if (!Ended)
            End();
        return Outcome!;
    }

    private void End()
    {
        var converted = _random.NextDouble() < _model.ConversionProbability(_features, Facts);
        Outcome = new(converted, converted ? _model.DrawValue(Facts, _random) : null);
    }
}
