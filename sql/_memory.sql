-- Formulas of memory, speed and tuning, each a macro that the views and the command line share. GiB are 1,024³ bytes.

-- The share of a card that a model may take: what vLLM takes by default (gpu_memory_utilization 0.92).
create or replace macro usable_gib(memory_gib) as 0.92 * memory_gib;

create or replace macro weights_gib(parameters, bits_per_weight) as parameters * bits_per_weight / 8 / 1024 ** 3;

-- What `batch` texts of so many tokens leave in the cache. `shape` says, in bytes at 16 bit, what each token adds without
-- end (growing) and only within a window (windowed), and what a text takes whatever its length (state).
create or replace macro cache_gib(shape, tokens, batch, cache_bits) as
    batch * ((shape.growing_bytes * tokens + shape.windowed_bytes * least(tokens, shape.window_tokens)) * cache_bits / 16
        + shape.state_bytes) / 1024 ** 3;

-- A planning figure, not a measurement of every program: half a GiB on each card, and 2 % of the weights.
create or replace macro overhead_gib(weights_gib, cards) as 0.5 * cards + 0.02 * weights_gib;

-- A model published in fewer bits (FP8, MXFP4) is not unpacked to more.
create or replace macro stored_bits(bits_per_weight, native_bits) as least(bits_per_weight, coalesce(native_bits, bits_per_weight));

-- What a need on one card becomes on several, of which each takes half a GiB of its own.
create or replace macro need_on(need_gib, cards) as need_gib + overhead_gib(0, cards - 1);

-- Without flash attention the scores of a block of 512 tokens against the whole text are held at 32 bit, head by head.
create or replace macro scratch_gib(heads, tokens) as heads::double * tokens * 512 * 4 / 1024 ** 3;

-- The longest text that `cache_gib` lets into so much room; null where no length would fill it.
create or replace macro most_tokens(shape, room_gib, batch, cache_bits) as
    case
        when room_gib < batch * shape.state_bytes / 1024 ** 3 then 0
        when (room_gib * 1024 ** 3 / batch - shape.state_bytes) * 16 / cache_bits
            < (shape.growing_bytes + shape.windowed_bytes) * shape.window_tokens
            then floor((room_gib * 1024 ** 3 / batch - shape.state_bytes) * 16 / cache_bits
                / (shape.growing_bytes + shape.windowed_bytes))
        when shape.growing_bytes > 0
            then floor(((room_gib * 1024 ** 3 / batch - shape.state_bytes) * 16 / cache_bits
                - shape.windowed_bytes * shape.window_tokens) / shape.growing_bytes)
    end;

-- Tokens a second at most, of all texts together: each step reads the active weights and every text's cache once.
create or replace macro decode_bound(bandwidth_gb_per_s, active_parameters, bits_per_weight, cache_gib, batch) as
    batch * bandwidth_gb_per_s * 1e9 / (active_parameters * bits_per_weight / 8 + cache_gib * 1024 ** 3);

-- Programs reach 0.6 to 0.85 of that bound at 16 bit, and of that the precision's share. Of several cards the low end lets
-- them work one after the other, the high end all at once.
create or replace macro pace_low(speed_share, bound) as 0.6 * speed_share * bound;
create or replace macro pace_high(speed_share, bound, cards) as 0.85 * speed_share * bound * cards;

-- Memory of tuning without activations, bytes a parameter: all of them with AdamW in mixed precision 16 (ZeRO,
-- arXiv 1910.02054); LoRA 2 and 16 for each of the adapter's; QLoRA 4.127 bits (NF4 twice quantised, arXiv 2305.14314).
create or replace macro tuning_gib(method, parameters, adapter_parameters) as
    case method
        when 'full' then 16 * parameters
        when 'lora' then 2 * parameters + 16 * adapter_parameters
        when 'qlora' then 4.127 / 8 * parameters + 16 * adapter_parameters
    end / 1024 ** 3;

-- What a step keeps for the way back, where layers are recomputed: the input of each at 16 bit, one layer in full
-- (arXiv 2205.05198, 34 bytes a value), and the scores of the next word with their gradients at 32 bit.
create or replace macro activations_gib(layers, hidden_size, vocabulary, tokens, batch) as
    tokens::double * batch * (2.0 * layers * hidden_size + 34 * hidden_size + 8 * vocabulary) / 1024 ** 3;

-- Computing of tuning, floating-point operations a token: 2 a parameter forward, 2 back to the values before, 2 to the
-- weights' own gradient, which adapters spare the frozen weights. A second forward pass, where layers are recomputed, is
-- not counted, as in what is called model FLOPs utilisation (PaLM, arXiv 2204.02311, appendix B); attention neither.
create or replace macro tuning_flops(method, parameters) as if(method = 'full', 6.0, 4.0) * parameters;

-- Of a card's peak, counted so, ordinary runs of one card reach 0.20 to 0.35: a judgement from page_tuning_cost_checks.
create or replace macro tuning_share_low() as 0.20;
create or replace macro tuning_share_high() as 0.35;

-- Tokens a second of so many cards that work at that share of their peak.
create or replace macro tuning_pace(tensor_tflops, cards, flops, share) as tensor_tflops * 1e12 * cards * share / flops;

create or replace macro hours_of(tokens, pace) as tokens / pace / 3600;
