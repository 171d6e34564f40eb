namespace ConvoStudio.Application.Compliance;

/// <summary>One decision at a time for each customer, where rules count across conversations: held from reading the history until the decision is on disk.</summary>
/// <remarks>Taken after the conversation's own gate and never the other way round, so nobody waits in a circle.</remarks>
internal sealed class CustomerGates
{
    private readonly Dictionary<long, Gate> _gates = [];

    /// <summary>Customers somebody holds or waits for.</summary>
    public int Count
    {
        get
        {
            lock (_gates)
                return _gates.Count;
        }
    }

    /// <returns>Dispose it to let the next one in.</returns>
    public async ValueTask<IDisposable> HoldAsync(long customer, CancellationToken cancellationToken)
    {
        Gate gate;
        lock (_gates)
        {
            if (!_gates.TryGetValue(customer, out gate!))
                _gates[customer] = gate = new();
            gate.Users++;
        }

        try
        {
            await gate.Turn.WaitAsync(cancellationToken);
        }
        catch
        {
            Leave(customer, gate);
            throw;
        }

        return new Held(this, customer, gate);
    }

    private void Leave(long customer, Gate gate)
    {
        lock (_gates)
        {
            if (--gate.Users == 0)
                _gates.Remove(customer);
        }
    }

    private sealed class Gate
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public int Users { get; set; }
    }

    private sealed class Held(CustomerGates gates, long customer, Gate gate) : IDisposable
    {
        private bool _left;

        public void Dispose()
        {
            if (_left)
                return;
            _left = true;
            gate.Turn.Release();
            gates.Leave(customer, gate);
        }
    }
}
