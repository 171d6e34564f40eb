namespace ConvoStudio.Engine.Simulation;

/// <summary>Where simulated customers come from: fitted to recorded conversations, or written down. Safe for any number of readers.</summary>
public interface ICustomerModel
{
    /// <summary>A new customer who draws everything from the generator; the same seed and the same agent turns give the same talk.</summary>
    ISimulatedCustomer Start(Random random);
}
