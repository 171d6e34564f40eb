using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Simulation;

/// <summary>One simulated customer in one conversation. Not safe for several callers at once.</summary>
public interface ISimulatedCustomer
{
    /// <summary>What is known of the customer; policy facts and others alike. A key that is absent is unknown.</summary>
    IReadOnlyDictionary<string, FactValue> Facts { get; }

    /// <summary>What the customer opens with; null when the agent has the first word.</summary>
    CustomerResponse? Opening { get; }

    /// <summary>The conversation is over.</summary>
    bool Ended { get; }

    /// <summary>The customer's answer to an agent turn.</summary>
    /// <param name="agentActs">Acts of the turn as executed.</param>
    /// <param name="product">Product the turn speaks of, or null.</param>
    /// <exception cref="InvalidOperationException">The conversation is over.</exception>
    CustomerResponse Respond(IReadOnlyList<string> agentActs, string? product = null);

    /// <summary>Ends the conversation now, as an agent who hands over or says goodbye does; when it is over already, says how it ended.</summary>
    SimulatedOutcome Finish();
}
