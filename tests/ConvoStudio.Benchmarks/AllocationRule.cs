namespace ConvoStudio.Benchmarks;

/// <summary>How the benchmark allocation shares units among arms.</summary>
internal enum AllocationRule
{
    /// <summary>Equal shares throughout.</summary>
    Uniform,

    /// <summary>Each arm by its probability of being the best.</summary>
    Thompson,

    /// <summary>Top-two Thompson sampling with β = ½: the purpose "find the best arm".</summary>
    TopTwo,

    /// <summary>Top-two with the split chosen at every reallocation: the purpose "lose least while it runs".</summary>
    TopTwoAdaptive,
}
